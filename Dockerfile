# docker build -t igf-atlas . && docker run --rm -p 8501:8501 igf-atlas
FROM python:3.11-slim-bookworm AS dependencies
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_COMPILE=1
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --require-hashes --requirement requirements.txt \
 && rm -rf /venv/lib/python3.11/site-packages/pip* /venv/lib/python3.11/site-packages/setuptools* \
 && find /venv/lib -type d \( -name tests -o -path '*/pyarrow/include' \) -prune -exec rm -rf {} +

FROM python:3.11-slim-bookworm
RUN useradd --uid 1000 --create-home atlas && install -d -o atlas /app
COPY --from=dependencies /venv /venv
WORKDIR /app
USER atlas
# Without an address of its own Streamlit asks a server on the net for it.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 STREAMLIT_SERVER_HEADLESS=true STREAMLIT_BROWSER_SERVER_ADDRESS=localhost
COPY --chown=atlas .streamlit .streamlit
COPY --chown=atlas dashboard.py ./
COPY --chown=atlas static static
COPY --chown=atlas data data
COPY --chown=atlas etl etl
COPY --chown=atlas pages pages
RUN python -m etl build
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/health', timeout=4)"]
CMD ["streamlit", "run", "dashboard.py", "--server.address=0.0.0.0", "--server.port=8501"]
