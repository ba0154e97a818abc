"""Documents in, Parquet tables out: `python -m etl build`."""
