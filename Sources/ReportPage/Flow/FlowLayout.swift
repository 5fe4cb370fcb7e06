/// Where the flow's nodes and ribbons stand in the picture. All lengths are tenths of a pixel, so that
/// the same report gives the same bytes.
struct FlowLayout {
  struct Box {
    let x: Int
    let y: Int
    let height: Int
    /// Room for the label, which a small node has less of than it needs.
    let labelY: Int
  }

  static let width = 9600
  static let nodeWidth = 120
  private static let columnWidth = 2380
  /// A label's line.
  private static let least = 220
  private static let gap = 100
  /// What all sessions take.
  private static let full = 3000

  let boxes: [[Box]]
  let height: Int
  private let total: Int

  init(_ flow: FlowStages) {
    let total = max(1, flow.total)
    var boxes: [[Box]] = []
    var height = 0
    // What ends early stands below what goes on, out of the way of its ribbons.
    let below = flow.stages.count > 2 ? Self.height(of: flow.stages[2], total) : 0
    for (column, stage) in flow.stages.enumerated() {
      var y = 0
      var placed: [Box] = []
      for (place, node) in stage.nodes.enumerated() {
        if column == 1 && place == 1 { y = max(y, below + Self.gap) }
        let box = Self.box(node, total)
        let slot = max(box, Self.least)
        placed.append(
          Box(
            x: column * Self.columnWidth, y: y + (slot - box) / 2, height: box,
            labelY: y + slot / 2))
        y += slot + Self.gap
      }
      height = max(height, y - Self.gap)
      boxes.append(placed)
    }
    self.boxes = boxes
    self.height = max(height, Self.least)
    self.total = total
  }

  private static func box(_ node: FlowStages.Node, _ total: Int) -> Int {
    max(20, node.count * full / total)
  }

  private static func height(of stage: FlowStages.Stage, _ total: Int) -> Int {
    stage.nodes.reduce(0) { $0 + max(box($1, total), least) + gap } - gap
  }

  struct Ribbon {
    let link: FlowStages.Link
    let path: String
  }

  /// The ribbons, each beside the one before on both of its ends.
  func ribbons(_ flow: FlowStages) -> [Ribbon] {
    var left = boxes.map { $0.map { _ in 0 } }
    var entered = boxes.map { $0.map { _ in 0 } }
    return flow.links.map { link in
      let from = boxes[link.stage][link.from]
      let to = boxes[link.stage + 1][link.to]
      let thickness = max(10, link.count * Self.full / total)
      let y0 = from.y + left[link.stage][link.from]
      let y1 = to.y + entered[link.stage + 1][link.to]
      left[link.stage][link.from] += thickness
      entered[link.stage + 1][link.to] += thickness
      return Ribbon(link: link, path: path(from.x + Self.nodeWidth, y0, to.x, y1, thickness))
    }
  }

  private func path(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, _ thickness: Int) -> String {
    let middle = (x0 + x1) / 2
    func point(_ x: Int, _ y: Int) -> String { "\(Self.pixels(x)) \(Self.pixels(y))" }
    return "M\(point(x0, y0))"
      + "C\(point(middle, y0)) \(point(middle, y1)) \(point(x1, y1))"
      + "V\(Self.pixels(y1 + thickness))"
      + "C\(point(middle, y1 + thickness)) \(point(middle, y0 + thickness)) "
      + "\(point(x0, y0 + thickness))Z"
  }

  /// `12.5`
  static func pixels(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }
}
