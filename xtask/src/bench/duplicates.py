"""The same registry through Splink: sensible comparisons and blocking, trained by its own EM.

Prints for each threshold: permille, pairs found, of these right, true pairs; then the seconds for
reading and for everything.
"""

import logging
import sys
import time

start = time.perf_counter()

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger("splink").setLevel(logging.ERROR)
loaded = time.perf_counter()

connection = duckdb.connect()
connection.execute(
    """
    CREATE TABLE registry AS
    SELECT unique_id, entity, name, reading, birth, left(birth, 4) AS birth_year,
           CASE WHEN length(birth) = 10 THEN birth END AS birth_day,
           split_part(reading, ' ', 1) AS surname,
           sex, identity, card, phone, household, employer, address
    FROM read_csv(?, all_varchar = true, header = true, nullstr = '')
    """,
    [sys.argv[1]],
)
read = time.perf_counter()

# A household names different people, unless it names one twice.
APART = "(l.household <> r.household OR l.reading = r.reading)"


def rule(condition):
    return f"({condition}) AND {APART}"


def same(*columns):
    return rule(" AND ".join(f"l.{column} = r.{column}" for column in columns))


name = cl.CustomComparison(
    output_column_name="name",
    comparison_levels=[
        cll.NullLevel("name"),
        cll.ExactMatchLevel("name", term_frequency_adjustments=True),
        cll.ExactMatchLevel("reading"),
        cll.DamerauLevenshteinLevel("name", 1),
        cll.ElseLevel(),
    ],
)
birth = cl.CustomComparison(
    output_column_name="birth",
    comparison_levels=[
        cll.NullLevel("birth"),
        cll.ExactMatchLevel("birth_day"),
        cll.DamerauLevenshteinLevel("birth_day", 1),
        cll.CustomLevel(
            "birth_year_l = birth_year_r AND right(birth_day_l, 5)"
            " = right(birth_day_r, 2) || '-' || substr(birth_day_r, 6, 2)",
            "month and day swapped",
        ),
        cll.CustomLevel(
            "birth_year_l = birth_year_r AND (birth_day_l IS NULL OR birth_day_r IS NULL)",
            "year alone",
        ),
        cll.ElseLevel(),
    ],
)
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[
        name,
        birth,
        cl.ExactMatch("sex"),
        cl.DamerauLevenshteinAtThresholds("identity", [1]),
        cl.ExactMatch("card"),
        cl.ExactMatch("phone"),
        cl.CustomComparison(
            output_column_name="employer",
            comparison_levels=[
                cll.NullLevel("employer"),
                cll.ExactMatchLevel("employer", term_frequency_adjustments=True),
                cll.JaroWinklerLevel("employer", 0.88),
                cll.ElseLevel(),
            ],
        ),
        cl.JaroWinklerAtThresholds("address", [0.98, 0.88]),
    ],
    blocking_rules_to_generate_predictions=[
        same("identity"),
        same("card"),
        same("phone"),
        same("reading", "birth_year"),
        same("birth_day", "surname"),
        rule("l.reading = r.reading AND right(l.birth_day, 5) = right(r.birth_day, 5)"),
        rule("right(l.identity, 11) = right(r.identity, 11)"),
        rule("left(l.identity, 14) = left(r.identity, 14)"),
        rule(
            "left(l.identity, 6) = left(r.identity, 6)"
            " AND right(l.identity, 3) = right(r.identity, 3) AND l.surname = r.surname"
        ),
        same("reading", "employer"),
    ],
    additional_columns_to_retain=["entity"],
    retain_matching_columns=False,
)
database = DuckDBAPI(connection=connection)
linker = Linker(database.register("registry"), settings, log_level="ERROR")
linker.training.estimate_probability_two_random_records_match(
    [same("identity"), same("name", "birth_day")], recall=0.8
)
linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(rule("l.birth_day = r.birth_day"))
linker.training.estimate_parameters_using_expectation_maximisation(rule("l.name = r.name"))
predicted = linker.inference.predict(threshold_match_probability=0.5)
truth = connection.execute(
    "SELECT CAST(sum(n * (n - 1) / 2) AS BIGINT) FROM (SELECT count(*) AS n FROM registry GROUP BY entity)"
).fetchone()[0]
table = predicted.physical_name
for permille in (500, 900, 990):
    pairs, right = connection.execute(
        f"SELECT count(*), count(*) FILTER (entity_l = entity_r) FROM {table}"
        f" WHERE match_probability >= {permille / 1000}"
    ).fetchone()
    print(permille, pairs, right, truth)
end = time.perf_counter()
print(f"loaded {loaded - start:.3f} read {read - loaded:.3f} all {end - start:.3f}")
