-- The commissions of policies/crm-opportunities a third time, in SQL and whole numbers only (SQLite).
--
--   sqlite3 < commission.sql
--   with `.import --csv` of sales_teams.csv as teams and sales_pipeline.csv as pipeline before it.
--
-- Amounts are in hundred-thousandths of a dollar: a product rate has at most four places and the uplift one more.
WITH rate(product, per_10000) AS (
  VALUES ('GTX Basic', 400), ('GTXPro', 500), ('GTX Plus Basic', 450), ('GTX Plus Pro', 550),
         ('MG Special', 300), ('MG Advanced', 400), ('GTK 500', 625)
), quarter(name, first, last, uplift_per_10) AS (
  VALUES ('2017-Q1', '2017-01-01', '2017-03-31', 10), ('2017-Q2', '2017-04-01', '2017-06-30', 10),
         ('2017-Q3', '2017-07-01', '2017-09-30', 10), ('2017-Q4', '2017-10-01', '2017-12-31', 11)
), quota(office, quarter, amount) AS (
  VALUES ('Central', '2017-Q1', 30000), ('Central', '2017-Q2', 85000), ('Central', '2017-Q3', 90000), ('Central', '2017-Q4', 90000),
         ('East', '2017-Q1', 30000), ('East', '2017-Q2', 90000), ('East', '2017-Q3', 90000), ('East', '2017-Q4', 90000),
         ('West', '2017-Q1', 40000), ('West', '2017-Q2', 95000), ('West', '2017-Q3', 100000), ('West', '2017-Q4', 100000)
), cell AS (
  SELECT t.rowid AS place, t.sales_agent AS agent, q.name AS quarter, q.uplift_per_10 AS uplift, o.amount AS quota,
         COALESCE(SUM(CAST(p.close_value AS INTEGER)), 0) AS won,
         COALESCE(SUM(CAST(p.close_value AS INTEGER) * r.per_10000), 0) AS earned
  FROM teams t
  CROSS JOIN quarter q
  JOIN quota o ON o.office = t.regional_office AND o.quarter = q.name
  LEFT JOIN pipeline p ON p.sales_agent = t.sales_agent AND p.deal_stage = 'Won' AND p.close_date BETWEEN q.first AND q.last
  LEFT JOIN rate r ON r.product = p.product
  GROUP BY t.rowid, q.name
), amount AS (
  SELECT place, agent, quarter,
         MIN(1500000000,
             earned * uplift
             + 1000 * MAX(0, MIN(won, quota * 3 / 2) - quota)
             + 2500 * MAX(0, won - quota * 3 / 2)) AS units
  FROM cell
)
SELECT agent, quarter, printf('%d.%02d', (units + 500) / 100000, (units + 500) / 1000 % 100) AS commission
FROM amount
ORDER BY place, quarter;
