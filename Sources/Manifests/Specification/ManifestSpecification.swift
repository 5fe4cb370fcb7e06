import AdapterKit

/// What a manifest may hold.
public enum ManifestSpecification {
  public static let root = RootKeys.object

  /// The manifest and every object with a name in it, each once, outer ones first.
  public static let objects: [ObjectSpecification] = {
    var objects = [root]
    var index = 0
    while index < objects.count {
      for object in objects[index].keys.flatMap({ $0.type.objects })
      where !object.title.isEmpty && !objects.contains(where: { $0.title == object.title }) {
        objects.append(object)
      }
      index += 1
    }
    return objects
  }()
}

extension ValueType {
  fileprivate var objects: [ObjectSpecification] {
    switch self {
    case .object(let object), .mapping(let object), .selection(let object): [object]
    case .list(let type, _), .dictionary(let type): type.objects
    case .either(let one, let other): one.objects + other.objects
    default: []
    }
  }
}
