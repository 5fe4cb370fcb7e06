/// The program's version.
public let claimpipeVersion = "0.1.0"
