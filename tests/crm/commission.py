#!/usr/bin/env python3
"""The commissions of policies/crm-opportunities, computed without Merit.

    commission.py SALES_TEAMS.csv SALES_PIPELINE.csv > expected_commission.csv

Writes agent,quarter,commission for every agent and quarter of 2017, in the order of the teams file. All arithmetic is in
fractions; the commission is rounded half up to the cent at the very end, as the plan says.

The plan in words. A won deal pays its value times the rate of its product; in the fourth quarter a tenth more. On top of
that the part of the won value above the office's quota pays 1%, and the part above one and a half quotas 2.5%. A quarter
pays 15,000 at most.
"""

import csv
import sys
from fractions import Fraction as F

RATE = {
    "GTX Basic": F("0.04"),
    "GTXPro": F("0.05"),
    "GTX Plus Basic": F("0.045"),
    "GTX Plus Pro": F("0.055"),
    "MG Special": F("0.03"),
    "MG Advanced": F("0.04"),
    "GTK 500": F("0.0625"),
}
QUOTA = {
    "Central": (30_000, 85_000, 90_000, 90_000),
    "East": (30_000, 90_000, 90_000, 90_000),
    "West": (40_000, 95_000, 100_000, 100_000),
}
UPLIFT = (F(1), F(1), F(1), F(11, 10))
CAP = F(15_000)


def quarter_of(close_date):
    """0 to 3 for a date of 2017, None for any other and for a deal that is still open."""
    if not close_date.startswith("2017-"):
        return None
    return (int(close_date[5:7]) - 1) // 3


def commission(deals, quota, uplift):
    """What one agent earns in one quarter, unrounded."""
    won = sum((value for _, value in deals), F(0))
    by_product = sum((value * RATE[product] for product, value in deals), F(0))
    above_quota = max(F(0), min(won, F(3, 2) * quota) - quota)
    far_above = max(F(0), won - F(3, 2) * quota)
    return min(CAP, by_product * uplift + above_quota / 100 + far_above * F(25, 1000))


def cents(amount):
    """The amount as text with two places, half a cent upward (amounts are never negative here)."""
    whole = (amount * 100 + F(1, 2)).__floor__()
    return f"{whole // 100}.{whole % 100:02d}"


def main(teams_path, pipeline_path, out):
    with open(teams_path, newline="", encoding="utf-8-sig") as file:
        teams = [(row["sales_agent"], row["regional_office"]) for row in csv.DictReader(file)]
    won = {(agent, quarter): [] for agent, _ in teams for quarter in range(4)}
    with open(pipeline_path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            quarter = quarter_of(row["close_date"])
            if row["deal_stage"] == "Won" and quarter is not None:
                won[row["sales_agent"], quarter].append((row["product"], F(row["close_value"])))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["agent", "quarter", "commission"])
    for agent, office in teams:
        for quarter in range(4):
            amount = commission(won[agent, quarter], F(QUOTA[office][quarter]), UPLIFT[quarter])
            writer.writerow([agent, f"2017-Q{quarter + 1}", cents(amount)])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.stdout)
