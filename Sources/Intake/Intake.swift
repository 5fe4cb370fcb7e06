// Intake: from an adapter's blocks of fields to the core's records (billing.md section 1).
//
// Pure: it opens nothing. Blocks are decoded by any thread and merged, in order, by one:
//
//     let pool = TextPool()
//     let plan = try CompiledMapping(.patients, input.mapping)            // MappingFaults: all at once
//     let reader = try adapter.open(source, names: plan.names)
//     plan.requiredFields(lackingIn: reader.absentNames)                  // what no record can have
//
//     // Reference records. On any thread, each with a TextWriter of its own:
//     let decoded = ReferenceDecoder(plan).decode(block, source: 3, writer: &writer)
//     // On one thread, in the order of manifest, path and position:
//     var references = ReferenceMerger(pool: pool, sources: names)
//     references.append(decoded)
//     let loaded = references.finish()                                    // REC-2 settled
//     let practice = Practice(loaded.records, pool: pool)
//
//     // Sessions, in the same way:
//     let zones = try TimeZones(practice, manifestZone: "America/New_York") { tzifBytes(of: $0) }
//     let decoder = SessionDecoder(practice, mapping: sessionPlan, zones: zones)
//     let decoded = decoder.decode(block, source: 0, writer: &writer)
//     var sessions = SessionMerger(practice, sources: names)
//     sessions.append(decoded)
//     let loaded = sessions.finish()                                      // REC-1 settled
//
// `LoadedReferences` and `LoadedSessions` hold the records, counts by source that balance,
// rejections with the raw bytes for the quarantine, and findings; `TimeZones.findings` and
// `Practice.findings` are beside them. Blocks count their records from 1; the mergers make positions
// those of the source, so that blocks can be decoded before it is known how many came before.
