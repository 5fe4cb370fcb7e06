public import ByteIO

extension InboxFolder {
  /// Files that lie in `failed`, for a person; what stands beside them of ours is none.
  public func failedCount() throws(OutputFault) -> Int {
    var count = 0
    for run in try Folder.names(in: failed) where RunName.isOne(run) {
      count += try Folder.names(in: "\(failed)/\(run)")
        .count { !$0.hasPrefix(".") && $0 != TakenRun.reasonName }
    }
    return count
  }
}
