// swift-tools-version: 6.2
import PackageDescription

// claimpipe with two adapters of its own. In your own repository, depend on claimpipe by its URL and a
// branch or revision in place of the path.
let package = Package(
  name: "claimpipe-visits",
  dependencies: [.package(name: "claimpipe", path: "../..")],
  targets: [
    .executableTarget(
      name: "claimpipe-visits",
      dependencies: [
        .product(name: "AdapterKit", package: "claimpipe"),
        .product(name: "ClaimpipeCommand", package: "claimpipe"),
      ],
      path: "Sources",
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
