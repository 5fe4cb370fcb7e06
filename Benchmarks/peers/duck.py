"""The main job in DuckDB: one join into a table of charges, then an output from each of three queries."""

import duckdb

from job import EXPORT_COLUMNS, LINES_PER_CLAIM, SESSION_COLUMNS, arguments

REFERENCES = """
CREATE TEMP TABLE patient AS SELECT patient_id, first_name || ' ' || last_name AS patient_name, mrn FROM {patients};
CREATE TEMP TABLE held AS SELECT practitioner_id, string_agg(qualification, ', ' ORDER BY qualification) AS held
  FROM {practitioner_qualifications} GROUP BY ALL;
CREATE TEMP TABLE practitioner AS SELECT practitioner_id, first_name || ' ' || last_name AS name, npi, held
  FROM {practitioners} JOIN held USING (practitioner_id);
CREATE TEMP TABLE location AS SELECT location_id, type,
    CASE type WHEN 'home' THEN '12' WHEN 'office' THEN '11' WHEN 'school' THEN '03' ELSE '99' END AS here,
    CASE type WHEN 'home' THEN '10' ELSE '02' END AS remote FROM {locations};
CREATE TEMP TABLE insured AS SELECT c.case_id, v.plan_id,
    CASE WHEN c.billing_rule <> 'not_specified' THEN c.billing_rule WHEN y.medicare = 'yes' THEN 'medicare'
      ELSE y.billing_rule END IN ('ama', 'medicare') AS by_15
  FROM {cases} c JOIN {coverages} v ON v.case_id = c.case_id JOIN {plans} p USING (plan_id)
  JOIN {payers} y USING (payer_id);
CREATE TEMP TABLE benefit AS SELECT plan_id, service_code, procedure_code, time_per_unit::INT AS per_unit,
    coalesce(nullif(unit_type, ''), time_per_unit || ' minutes') AS unit_type FROM {plan_benefits};
-- who may render what, by what they hold: few rows, so that one join answers it
CREATE TEMP TABLE qualified AS SELECT DISTINCT plan_id, service_code, h.held
  FROM (SELECT plan_id, service_code, unnest(string_split(any_of, '|')) AS one FROM {benefit_qualifications})
  JOIN (SELECT DISTINCT held, unnest(string_split(held, ', ')) AS one FROM held) h USING (one)
  UNION ALL SELECT b.plan_id, b.service_code, h.held FROM {plan_benefits} b
  ANTI JOIN {benefit_qualifications} USING (plan_id, service_code), (SELECT DISTINCT held FROM held) h;
CREATE TEMP TABLE assigned AS SELECT authorization_number, a.practitioner_id AS a_id, p.name AS a_name, p.npi AS a_npi
  FROM {rendering_assignments} a JOIN practitioner p USING (practitioner_id);
"""

# Hours and minutes by position: quicker than timestamps.
CHARGES = """
CREATE TEMP TABLE charge AS
SELECT s.session_id, s.status, s.patient_id, s.location_id, s.case_id, s.service_code, s.start, s."end", s.telecare,
  s.business_unit_id, coalesce(s.modifiers, '') AS modifiers, coalesce(s.authorization_number, '') AS auth,
  CASE WHEN s.telecare THEN l.remote ELSE l.here END AS place, l.type, t.patient_name, t.mrn,
  p.name AS practitioner_name, p.held, b.procedure_code, b.unit_type,
  ((s."end"[12:13]::INT - s.start[12:13]::INT) * 60 + s."end"[15:16]::INT - s.start[15:16]::INT
    + CASE WHEN s."end"[:10] = s.start[:10] THEN 0 ELSE 1440 * (s."end"[:10]::DATE - s.start[:10]::DATE) END
  )::INT AS minutes,
  CASE WHEN i.by_15 THEN (2 * minutes + 15) // 30 ELSE (minutes + b.per_unit - 1) // b.per_unit END AS units,
  CASE WHEN q.held IS NULL THEN coalesce(a.a_id, '') ELSE p.practitioner_id END AS rendering,
  CASE WHEN q.held IS NULL THEN coalesce(a.a_name, '') ELSE p.name END AS rendering_name,
  CASE WHEN q.held IS NULL THEN coalesce(a.a_npi, '') ELSE p.npi END AS rendering_npi
FROM {sessions} s JOIN insured i USING (case_id)
  JOIN benefit b ON b.plan_id = i.plan_id AND b.service_code = s.service_code
  JOIN location l USING (location_id) JOIN patient t USING (patient_id) JOIN practitioner p USING (practitioner_id)
  LEFT JOIN qualified q ON q.plan_id = i.plan_id AND q.service_code = s.service_code AND q.held = p.held
  LEFT JOIN assigned a ON a.authorization_number = s.authorization_number
WHERE s.status <> 'cancelled';
"""

EXPORT = """
COPY (WITH export({columns}) AS (
  SELECT patient_name || ' ' || procedure_code || ' ' || replace(start, 'T', ' '), modifiers, place, type,
    CASE WHEN telecare THEN 'Yes' ELSE 'No' END, business_unit_id, units, patient_name, mrn, practitioner_name, held,
    replace(start, 'T', ' '), replace("end", 'T', ' '), minutes, unit_type, procedure_code, auth, rendering_name,
    rendering_npi FROM charge)
  SELECT * FROM export) TO '{out}/billing-export.csv' (FORMAT csv, HEADER);
"""

DUPLICATES = """
CREATE TEMP TABLE key AS SELECT patient_id, start[:10] AS day, service_code FROM charge GROUP BY ALL
  HAVING bool_or(status = 'submitted') AND bool_or(status <> 'submitted');
COPY (SELECT CASE status WHEN 'submitted' THEN 'Billable' ELSE 'Awaiting submission' END AS "Role",
    session_id AS "Session ID", patient_id AS "Patient", day AS "Date of Service", c.service_code AS "Service Code"
  FROM charge c JOIN key k USING (patient_id, service_code) WHERE k.day = c.start[:10])
  TO '{out}/duplicates.csv' (FORMAT csv, HEADER);
"""

CLAIMS = """
COPY (
WITH line AS (
  SELECT patient_id AS patient, auth, rendering, place, location_id AS facility, case_id AS coverage,
    business_unit_id AS business_unit, start[:10] AS d1, "end"[:10] AS d2, procedure_code, modifiers,
    sum(units)::INT AS units, count(*)::INT AS sessions
  FROM charge c
  ANTI JOIN (SELECT patient_id, start[:10] AS day, service_code, place FROM charge WHERE status <> 'submitted') o
    ON o.patient_id = c.patient_id AND o.day = c.start[:10] AND o.service_code = c.service_code AND o.place = c.place
  WHERE status = 'submitted' GROUP BY ALL),
claim AS (
  SELECT patient, auth, rendering, place, facility, coverage, business_unit,
    list_sort(list({{'start': d1, 'procedure': procedure_code, 'modifiers': modifiers, 'end': d2, 'units': units,
                     'sessions': sessions}})) AS held
  FROM line GROUP BY ALL)
SELECT patient, auth AS "authorization", rendering, place, facility, coverage, business_unit,
  list_sum(list_transform(lines, lambda line: line.units))::INT AS units, lines
FROM (SELECT *, unnest(list_transform(range(0, len(held), {lines}), lambda first: held[first + 1:first + {lines}]))
        AS lines FROM claim)
) TO '{out}/claims.ndjson' (FORMAT json);
"""


def reader(options):
    """The table function that reads the sessions."""
    columns = ", ".join(f"'{name}': '{'BOOLEAN' if name == 'telecare' else 'VARCHAR'}'" for name in SESSION_COLUMNS)
    if options.format != "csv":
        shape = {"ndjson": "newline_delimited", "json": "array"}[options.format]
        return f"read_json('{options.sessions}', format='{shape}', columns={{{columns}}})"
    with open(options.sessions, encoding="utf-8") as file:
        header = file.readline().rstrip("\r\n").replace('"', "").split(",")
    extra = "".join(f", '{name}': 'VARCHAR'" for name in header if name not in SESSION_COLUMNS)
    return (f"read_csv('{options.sessions}', header=true, delim=',', quote='\"', escape='\"', "
            f"columns={{{columns}{extra}}})")


def main():
    options = arguments(__doc__)
    database = duckdb.connect(config={"threads": options.threads})
    database.execute("SET preserve_insertion_order = false")
    tables = {path.stem: f"read_csv('{path}', header=true, all_varchar=true, delim=',', quote='\"')"
              for path in options.reference.glob("*.csv")}
    database.execute(REFERENCES.format(**tables))
    database.execute(CHARGES.format(sessions=reader(options)))
    database.execute(EXPORT.format(out=options.out, columns=", ".join(f'"{name}"' for name in EXPORT_COLUMNS)))
    database.execute(DUPLICATES.format(out=options.out))
    database.execute(CLAIMS.format(out=options.out, lines=LINES_PER_CLAIM))


main()
