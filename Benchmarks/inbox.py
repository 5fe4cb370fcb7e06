#!/usr/bin/env python3
"""A night's drops in minutes: thousands of files through `claimpipe watch`, with memory and descriptors watched.

    Benchmarks/inbox.py PROGRAM [--groups 2000] [--burst 100] [--folder DIR]

Drops groups of two files (sessions and patients) in bursts, by rename, waits until all are in done/, and fails where
a file is lost or doubled, where a claim is in no batch or in two, where resident memory still grows in the second
half, or where a descriptor stays open.
"""
import argparse, os, shutil, signal, sqlite3, subprocess, sys, tempfile, time

ADDRESS = "1 Road,Albany,NY,12207-0001"
PATIENTS = 50
REFERENCES = {
    "practitioners": ["practitioner_id,first_name,last_name,npi,taxonomy_code",
                      "PR1,Pia,Example,1000000012,103K00000X"],
    "locations": ["location_id,type,address_line1,city,state,zip", f"L1,home,{ADDRESS}"],
    "business_units": ["business_unit_id,name,npi,tax_id,taxonomy_code,address_line1,city,state,zip",
                       f"B1,North,1000000038,00-0000001,261QR0400X,{ADDRESS}"],
    "payers": ["payer_id,name,electronic_payer_id", "Y1,One,EX1"],
    "plans": ["plan_id,payer_id", "PL1,Y1"],
    "plan_benefits": ["plan_id,service_code,procedure_code,time_per_unit", "PL1,A,97153,15"],
    "fee_schedules": ["plan_id,procedure_code,billing_amount", "PL1,97153,10.00"],
    "coverages": ["coverage_id,patient_id,plan_id,member_id"]
                 + [f"V{n},P{n},PL1,M{n}" for n in range(PATIENTS)],
    "diagnoses": ["patient_id,code"] + [f"P{n},F84.0" for n in range(PATIENTS)],
}
PATIENT_FILE = "\n".join(
    ["patient_id,first_name,last_name,date_of_birth,gender,address_line1,city,state,zip"]
    + [f"P{n},Pat,Example,2016-02-29,F,{ADDRESS}" for n in range(PATIENTS)]) + "\n"
HEADER = "session_id,status,patient_id,practitioner_id,service_code,start,end,business_unit_id,location_id\n"


def prepare(root):
    os.makedirs(f"{root}/in")
    for name, rows in REFERENCES.items():
        with open(f"{root}/in/{name}.csv", "w") as file:
            file.write("\n".join(rows) + "\n")
    inputs = "\n".join(f"  - {{ adapter: csv, record: {n}, path: in/{n}.csv }}" for n in REFERENCES)
    with open(f"{root}/run.yml", "w") as file:
        file.write(f"""version: 1
pipeline: night
ledger: state/ledger.sqlite
inbox: {{ folder: drop, ready: {{ seconds: 0 }}, group: "*-{{key}}.*", poll_seconds: 5 }}
inputs:
  - {{ adapter: csv, record: sessions, path: "drop/incoming/sessions-*.csv" }}
  - {{ adapter: csv, record: patients, path: "drop/incoming/patients-*.csv" }}
{inputs}
outputs:
  - {{ adapter: billing_export, path: out/export.csv }}
  - {{ adapter: claim_batch, path: out/claims.json }}
report: out/run-report.json
""")
    os.makedirs(f"{root}/drop/incoming")


def drop(root, key):
    # One session each, on a day and at an hour that no other of the patient has.
    patient, slot = key % PATIENTS, key // PATIENTS
    day, hour = slot // 8 % 28 + 1, 8 + slot % 8
    month = slot // (8 * 28) % 12 + 1
    session = (f"S{key},submitted,P{patient},PR1,A,2026-{month:02d}-{day:02d}T{hour:02d}:00,"
               f"2026-{month:02d}-{day:02d}T{hour:02d}:45,B1,L1\n")
    # Patients differ by a comment of their own, so that no content comes twice.
    for name, text in (("patients", PATIENT_FILE + f"PX{key},Pat,Example,2016-02-29,F,{ADDRESS}\n"),
                       ("sessions", HEADER + session)):
        path = f"{root}/drop/incoming/.{name}-{key}.csv"
        with open(path, "w") as file:
            file.write(text)
        os.rename(path, f"{root}/drop/incoming/{name}-{key}.csv")


def resident(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def descriptors(process):
    return len(os.listdir(f"/proc/{process}/fd"))


def count(folder):
    return sum(len(files) for _, _, files in os.walk(folder))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--groups", type=int, default=2000)
    parser.add_argument("--burst", type=int, default=100)
    parser.add_argument("--folder")
    options = parser.parse_args()
    root = tempfile.mkdtemp(prefix="claimpipe-inbox-", dir=options.folder)
    faults = []
    try:
        prepare(root)
        with open(f"{root}/log", "w") as log:
            watch = subprocess.Popen([options.program, "watch", f"{root}/run.yml", "--quiet"], stderr=log)
        began, dropped, samples = time.time(), 0, []
        while True:
            done = count(f"{root}/drop/done") // 2
            if done > 0:
                samples.append((done, resident(watch.pid), descriptors(watch.pid)))
            if done >= options.groups or watch.poll() is not None:
                break
            if dropped < options.groups and dropped - done < 2 * options.burst:
                for _ in range(min(options.burst, options.groups - dropped)):
                    drop(root, dropped)
                    dropped += 1
            time.sleep(0.2)
        took = time.time() - began
        time.sleep(1)
        idle = descriptors(watch.pid) if watch.poll() is None else -1
        watch.send_signal(signal.SIGTERM)
        status = watch.wait()
        if status != 0:
            faults.append(f"watch ended with {status}: {open(f'{root}/log').read()[-2000:]}")
        places = {name: count(f"{root}/drop/{name}") for name in ("incoming", "processing", "done", "failed")}
        if places != {"incoming": 0, "processing": 0, "done": 2 * options.groups, "failed": 0}:
            faults.append(f"files are not where they belong: {places}")
        ledger = sqlite3.connect(f"{root}/state/ledger.sqlite")
        charges, = ledger.execute("SELECT count(*) FROM charge").fetchone()
        loose, = ledger.execute("SELECT count(*) FROM claim WHERE claims_transaction IS NULL").fetchone()
        files, contents = ledger.execute("SELECT count(*), count(DISTINCT sha256) FROM source_file").fetchone()
        if (charges, loose, files, contents) != (options.groups, 0, 2 * options.groups, 2 * options.groups):
            faults.append(f"charges {charges}, claims in no batch {loose}, files {files}, contents {contents}")
        half = [sample for sample in samples if sample[0] >= options.groups // 2]
        quarter = [sample for sample in samples if options.groups // 4 <= sample[0] < options.groups // 2]
        early, late = max((s[1] for s in quarter), default=0), max((s[1] for s in half), default=0)
        print(f"{options.groups} groups in {took:.1f} s ({options.groups / took:.1f} a second)")
        print(f"resident memory, most: {early} kB in the second quarter, {late} kB in the second half")
        print(f"descriptors: at the most {max(s[2] for s in samples)}, idle at the end {idle}")
        if late > early * 1.2 + 8192:
            faults.append("resident memory grows")
        if max(s[2] for s in half) > max(s[2] for s in quarter or half) + 4:
            faults.append("descriptors stay open")
    finally:
        shutil.rmtree(root, ignore_errors=True)
    for fault in faults:
        print("fault:", fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


main()
