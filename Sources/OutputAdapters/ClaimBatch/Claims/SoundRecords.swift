import ClaimCore
import Synchronization

/// The records of a run that a check found nothing wrong with: claims name the same ones again and
/// again, and nothing of theirs is looked at twice.
final class SoundRecords: Sendable {
  private let marks = AtomicLazyReference<Marks>()

  /// Those of a practice, kept for the one that the first claim is of.
  func of(_ practice: Practice) -> Marks {
    let known = marks.load() ?? marks.storeIfNil(Marks(practice))
    return known.practice === practice ? known : Marks(practice)
  }

  /// A mark for each record.
  final class Marks: Sendable {
    fileprivate let practice: Practice
    let patients: Column
    let coverages: Column
    let payers: Column
    let businessUnits: Column
    let practitioners: Column
    let referringProviders: Column
    let locations: Column

    fileprivate init(_ practice: Practice) {
      self.practice = practice
      patients = Column(practice.patients.count)
      coverages = Column(practice.coverages.count)
      payers = Column(practice.payers.count)
      businessUnits = Column(practice.businessUnits.count)
      practitioners = Column(practice.practitioners.count)
      referringProviders = Column(practice.referringProviders.count)
      locations = Column(practice.locations.count)
    }
  }

  /// A byte for each record of a table, which any thread may set; two that find out the same do no harm.
  struct Column: ~Copyable, @unchecked Sendable {
    // @unchecked: its memory holds atomics only.
    private let marks: UnsafeMutablePointer<Atomic<Bool>>
    private let count: Int

    fileprivate init(_ count: Int) {
      self.count = count
      marks = .allocate(capacity: max(count, 1))
      for index in 0..<count { (marks + index).initialize(to: Atomic(false)) }
    }

    deinit {
      marks.deinitialize(count: count)
      marks.deallocate()
    }

    func contains<Record>(_ ref: Ref<Record>) -> Bool {
      ref.index < count && marks[ref.index].load(ordering: .relaxed)
    }

    func insert<Record>(_ ref: Ref<Record>) {
      if ref.index < count { marks[ref.index].store(true, ordering: .relaxed) }
    }
  }
}
