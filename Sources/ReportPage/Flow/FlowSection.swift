internal import AdapterKit

/// The way from sessions to claims: a picture, and the same in words, which a narrow screen shows
/// with bars instead of the picture.
extension PageSection {
  static let flow = PageSection(
    id: "flow", title: "From sessions to claims",
    isShown: { $0["flow"]?.members != nil },
    write: { content, html in
      let flow = FlowStages(content["flow"] ?? .null)
      if flow.total == 0 { return html.line("p", text: "No session was read.") }
      html.block("figure", ["class": "flow"]) { figure in
        picture(flow, &figure)
        figure.block("div", ["class": "stages", "id": "flow-words"]) { words in
          for stage in flow.stages { write(stage, &words) }
        }
        figure.line(
          "figcaption",
          text: "Counted in sessions; each has one charge item at the most. A stage's figures are "
            + "part of the stage before.")
      }
    })

  private static func picture(_ flow: FlowStages, _ html: inout HTMLWriter) {
    let layout = FlowLayout(flow)
    html.block(
      "svg",
      [
        "class": "picture", "role": "img", "aria-labelledby": "flow-picture",
        "aria-describedby": "flow-words",
        "viewBox":
          "0 -4 \(FlowLayout.pixels(FlowLayout.width)) \(FlowLayout.pixels(layout.height + 80))",
      ]
    ) { svg in
      svg.line("title", ["id": "flow-picture"], text: "The way from sessions to claims")
      for ribbon in layout.ribbons(flow) {
        let target = flow.stages[ribbon.link.stage + 1].nodes[ribbon.link.to]
        svg.line("path", ["class": "ribbon \(target.tone.rawValue)", "d": ribbon.path]) { _ in }
      }
      for (stage, boxes) in zip(flow.stages, layout.boxes) {
        for (node, box) in zip(stage.nodes, boxes) { draw(node, box, &svg) }
      }
    }
  }

  private static func draw(
    _ node: FlowStages.Node, _ box: FlowLayout.Box, _ svg: inout HTMLWriter
  ) {
    svg.element(
      "rect",
      [
        "class": node.tone.rawValue, "x": FlowLayout.pixels(box.x), "y": FlowLayout.pixels(box.y),
        "width": FlowLayout.pixels(FlowLayout.nodeWidth), "height": FlowLayout.pixels(box.height),
        "rx": "2",
      ]
    ) { _ in }
    svg.line(
      "text",
      [
        "x": FlowLayout.pixels(box.x + FlowLayout.nodeWidth + 80),
        "y": FlowLayout.pixels(box.labelY), "dominant-baseline": "central",
      ]
    ) { label in
      label.element("tspan", ["class": "number"], text: Figures.grouped(node.count))
      label.text(" \(node.label)")
    }
  }

  private static func write(_ stage: FlowStages.Stage, _ html: inout HTMLWriter) {
    html.block("div", ["class": "stage"]) { part in
      part.line("h3", text: stage.title)
      bar(stage, &part)
      part.block("ul") { list in
        for node in stage.nodes {
          list.line("li", ["class": node.tone.rawValue]) { item in
            item.element("strong", text: Figures.grouped(node.count))
            item.text(" \(node.label)")
            if !node.note.isEmpty { item.text(": \(node.note)") }
          }
        }
      }
    }
  }

  /// The stage's nodes side by side, for narrow screens.
  private static func bar(_ stage: FlowStages.Stage, _ html: inout HTMLWriter) {
    let total = max(1, stage.nodes.reduce(0) { $0 + $1.count })
    html.line(
      "svg",
      [
        "class": "bar", "aria-hidden": "true", "viewBox": "0 0 1000 30",
        "preserveAspectRatio": "none",
      ]
    ) { svg in
      var x = 0
      for node in stage.nodes {
        let width = max(4, node.count * 1000 / total)
        svg.element(
          "rect",
          ["class": node.tone.rawValue, "x": "\(x)", "width": "\(width)", "height": "30"]
        ) { _ in }
        x += width
      }
    }
  }
}
