// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // A debug build compiles a module in as many batches as there are processors: each looks through the
  // whole module first.
  .unsafeFlags(["-driver-batch-size-limit", "200"], .when(configuration: .debug)),
]

/// The parts that every byte passes through are optimised across modules.
let hot: [SwiftSetting] =
  strict + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

/// A release begins its work at once. The system loads libc and little else before: what
/// CLibrariesOnUse loads is left out, SQLite and C++'s library become part of the program. And the
/// program has one place in memory, so that none of its addresses has to be corrected.
let quickStart = LinkerSetting.unsafeFlags(
  [
    "-use-ld=lld", "-Xclang-linker", "-no-pie", "-l:libsqlite3.a", "-l:libstdc++.a",
  ]
    + ["libxml2", "libsqlite3", "libstdc++"].flatMap {
      ["-Xlinker", "--remap-inputs=*/\($0).so=/dev/null"]
    },
  .when(configuration: .release))

let package = Package(
  name: "claimpipe",
  products: [
    .executable(name: "claimpipe", targets: ["claimpipe"]),
    // What programs with adapters of their own are made of.
    .library(name: "AdapterKit", targets: ["AdapterKit", "ClaimCore"]),
    .library(name: "ClaimpipeCommand", targets: ["ClaimpipeCommand", "Pipeline"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // System libraries
    .systemLibrary(
      name: "CLibXML2", path: "Sources/System/CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CCrypto", path: "Sources/System/CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CXlsxWriter", path: "Sources/System/CXlsxWriter",
      providers: [.apt(["libxlsxwriter-dev"])]),
    // Those of them that are loaded when a run needs them.
    .target(
      name: "CLibrariesOnUse", dependencies: ["CLibXML2", "CXlsxWriter"],
      path: "Sources/System/CLibrariesOnUse"),

    .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),
    .systemLibrary(name: "CBytes", path: "Sources/System/CBytes"),

    // The core: values and pure functions
    .target(name: "ClaimCore", dependencies: ["CBytes"], swiftSettings: hot),

    // What adapters are made of
    .target(name: "AdapterKit", dependencies: ["ClaimCore", "CBytes"], swiftSettings: hot),
    .target(
      name: "ByteIO", dependencies: ["AdapterKit", "CLinux", "CZlib", "CCrypto"],
      swiftSettings: hot,
      // SHA-256 alone: the whole library takes longer to load than a start may take.
      linkerSettings: [.linkedLibrary(":libcrypto.a")]),

    // Input adapters: bytes to fields
    .target(
      name: "CSVAdapter", dependencies: ["AdapterKit", "CBytes"], path: "Sources/InputAdapters/CSV",
      swiftSettings: hot),
    .target(
      name: "JSONAdapter", dependencies: ["AdapterKit", "CBytes"],
      path: "Sources/InputAdapters/JSON",
      swiftSettings: hot),
    .target(
      name: "XMLAdapter",
      dependencies: ["AdapterKit", "CBytes", "CLibXML2", "CLibrariesOnUse"],
      path: "Sources/InputAdapters/XML", swiftSettings: hot),

    // Fields to records
    .target(name: "Intake", dependencies: ["ClaimCore", "AdapterKit"], swiftSettings: hot),

    // What a source's fields may mean: drafts of manifests
    .target(
      name: "Guess", dependencies: ["ClaimCore", "AdapterKit", "Intake"], swiftSettings: strict),

    // Output adapters: results to bytes
    .target(
      name: "BillingExportAdapter", dependencies: ["ClaimCore", "AdapterKit"],
      path: "Sources/OutputAdapters/BillingExport", swiftSettings: hot),
    .target(
      name: "ClaimBatchAdapter", dependencies: ["ClaimCore", "AdapterKit"],
      path: "Sources/OutputAdapters/ClaimBatch", swiftSettings: hot),
    .target(
      name: "DuplicatesReportAdapter",
      dependencies: ["ClaimCore", "AdapterKit", "CXlsxWriter", "CLibrariesOnUse", "CZlib"],
      path: "Sources/OutputAdapters/DuplicatesReport", swiftSettings: hot),

    // Adapters that are programs of any language
    .target(
      name: "ExternalAdapters",
      dependencies: [
        "ClaimCore", "AdapterKit", "ByteIO", "CLinux", "JSONAdapter",
        "BillingExportAdapter", "ClaimBatchAdapter", "DuplicatesReportAdapter",
      ], swiftSettings: hot),

    // What is remembered between runs
    .target(
      name: "Ledger",
      dependencies: [
        "ClaimCore", "AdapterKit", "ByteIO", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ], swiftSettings: hot),

    // A watched folder: what arrives in it, and what becomes of that
    .target(
      name: "Inbox", dependencies: ["AdapterKit", "ByteIO", "CLinux"], swiftSettings: strict),

    // The manifest, and what joins everything
    .target(
      name: "Manifests", dependencies: ["ClaimCore", "AdapterKit", "Intake", "Yams"],
      swiftSettings: strict),
    // The run report for people
    .target(name: "ReportPage", dependencies: ["AdapterKit"], swiftSettings: strict),
    .target(
      name: "Pipeline",
      dependencies: [
        "ClaimCore", "AdapterKit", "ByteIO", "Conformance", "Guess", "Inbox", "Intake",
        "Ledger", "Manifests", "ReportPage",
        "CSVAdapter", "JSONAdapter", "XMLAdapter", "ExternalAdapters",
        "BillingExportAdapter", "ClaimBatchAdapter", "DuplicatesReportAdapter",
      ], swiftSettings: hot),
    // What tries adapters, whoever made them
    .target(
      name: "Conformance", dependencies: ["ClaimCore", "AdapterKit", "ByteIO", "Manifests"],
      swiftSettings: strict),
    // The command
    .target(
      name: "ClaimpipeCommand",
      dependencies: [
        "AdapterKit", "Conformance", "Pipeline", "Manifests",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "claimpipe", dependencies: ["ClaimpipeCommand"], swiftSettings: strict,
      linkerSettings: [quickStart]),

    // Programs with adapters of their own: the sample, as a package of its own would build it, and
    // adapters that the conformance suite must fail
    .executableTarget(
      name: "swift-adapter-sample", dependencies: ["AdapterKit", "ClaimCore", "ClaimpipeCommand"],
      path: "samples/swift-adapter/Sources", swiftSettings: strict),
    .executableTarget(
      name: "broken-adapters",
      dependencies: ["AdapterKit", "ClaimCore", "ClaimpipeCommand", "Pipeline"],
      path: "Tests/BrokenAdapters", swiftSettings: strict),

    // Tests
    .testTarget(
      name: "ClaimCoreTests",
      dependencies: ["ClaimCore"],
      swiftSettings: strict),
    .testTarget(
      name: "InputAdapterTests",
      dependencies: [
        "AdapterKit", "ByteIO", "CBytes", "CSVAdapter", "JSONAdapter", "XMLAdapter",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "IntakeTests",
      dependencies: ["ClaimCore", "AdapterKit", "Intake", "CSVAdapter"],
      swiftSettings: strict),
    .testTarget(
      name: "OutputAdapterTests",
      dependencies: [
        "ClaimCore", "AdapterKit", "ByteIO", "BillingExportAdapter", "ClaimBatchAdapter",
        "DuplicatesReportAdapter", "ExternalAdapters", "CZlib",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "InboxTests", dependencies: ["Inbox", "ByteIO"], swiftSettings: strict),
    .target(
      name: "SchemaJudge", dependencies: ["Yams"], path: "Tests/SchemaJudge",
      // It judges thousands of manifests.
      swiftSettings: strict + [.unsafeFlags(["-O"])]),
    .testTarget(
      name: "ManifestTests",
      dependencies: ["ClaimCore", "AdapterKit", "Intake", "Manifests", "SchemaJudge"],
      swiftSettings: strict),
    .testTarget(
      name: "PipelineTests",
      // CLibXML2 judges XML outputs against the published schema.
      // SQLite reads what the ledger holds.
      dependencies: [
        "claimpipe", "swift-adapter-sample", "broken-adapters",
        "ClaimpipeCommand", "Pipeline", "ClaimCore", "AdapterKit", "ByteIO", "Intake", "Manifests",
        "ReportPage",
        "CLibXML2",
        "SchemaJudge",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      exclude: ["Golden", "Faults"],
      swiftSettings: strict,
      // What quickStart leaves out.
      linkerSettings: [.linkedLibrary(":libxml2.so.2", .when(configuration: .release))]),
  ]
)
