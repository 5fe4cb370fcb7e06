internal import CLinux
internal import Glibc
internal import Synchronization

/// Wakes whoever waits; any thread may, a signal's too.
public final class Wakeup: Sendable {
  let reading: Int32
  private let writing: Int32

  /// - Returns: `nil` where no pipe is to be had.
  public init?() {
    var ends: [Int32] = [-1, -1]
    guard claimpipe_pipe(&ends) == 0 else { return nil }
    (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  deinit {
    close(reading)
    close(writing)
  }

  public func wake() {
    var byte: UInt8 = 1
    // Full, it wakes just as well.
    _ = write(writing, &byte, 1)
  }
}

/// Waits for a folder to change, a time, or a ``Wakeup``, whichever comes first.
public final class FolderEvents: Sendable {
  private let wakeup: Wakeup
  private struct State {
    var descriptor: Int32 = -1
    var folder = ""
  }
  private let state = Mutex(State())

  public init(_ wakeup: Wakeup) { self.wakeup = wakeup }

  deinit { state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } } }

  /// Watches a folder from now on, in place of another.
  ///
  /// - Returns: false where the system tells nothing of it: then only the clock does.
  @discardableResult
  public func watch(_ folder: String) -> Bool {
    state.withLock { state in
      if state.descriptor >= 0 { close(state.descriptor) }
      state.folder = folder
      state.descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
      guard state.descriptor >= 0 else { return false }
      let mask = UInt32(
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF
          | IN_UNMOUNT | IN_ONLYDIR)
      return inotify_add_watch(state.descriptor, folder, mask) >= 0
    }
  }

  /// - Parameter nanoseconds: at the most.
  public func wait(nanoseconds: Int64) {
    var watched = [pollfd(fd: wakeup.reading, events: Int16(POLLIN), revents: 0)]
    let descriptor = state.withLock { $0.descriptor }
    if descriptor >= 0 { watched.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
    let milliseconds = Int32(clamping: (max(0, nanoseconds) + 999_999) / 1_000_000)
    _ = poll(&watched, nfds_t(watched.count), milliseconds)
    for file in watched where file.revents != 0 { Self.drain(file.fd) }
  }

  /// Lets changes gather for a while; a ``Wakeup`` ends it.
  public func pause(nanoseconds: Int64) {
    var watched = [pollfd(fd: wakeup.reading, events: Int16(POLLIN), revents: 0)]
    _ = poll(&watched, 1, Int32(clamping: (max(0, nanoseconds) + 999_999) / 1_000_000))
    let descriptor = state.withLock { $0.descriptor }
    if descriptor >= 0 { Self.drain(descriptor) }
  }

  private static func drain(_ descriptor: Int32) {
    var room = [UInt8](repeating: 0, count: 1 << 14)
    while read(descriptor, &room, room.count) > 0 {}
  }
}
