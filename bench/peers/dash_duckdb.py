"""The other thing one picks: Dash with DuckDB."""

import os

import duckdb
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

KINDS = "select session_type from sessions group by all order by count(*) desc"
database = duckdb.connect()
database.execute(f"create table sessions as select * from '{os.environ['BENCH_SESSIONS']}'")
types = [row[0] for row in database.execute(KINDS).fetchall()]
app = Dash(__name__)
app.layout = html.Div([html.H1("Sessions"), dcc.Dropdown(types, multi=True, id="types"), dcc.Graph(id="chart")])


@app.callback(Output("chart", "figure"), Input("types", "value"))
def draw(kinds):
    counted = (
        database.cursor()
        .execute(
            "select year, track, count(*) as sessions from sessions where list_contains(?, session_type)"
            " group by all order by all",
            [kinds or types],
        )
        .df()
    )
    return px.bar(counted, x="year", y="sessions", color="track")


if __name__ == "__main__":
    app.run(port=int(os.environ["BENCH_PORT"]))
