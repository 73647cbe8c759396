# docker build -t rechterhand .   See docs/running.md; compose.yaml is an example.
FROM python:3.11-slim-bookworm AS build
RUN python -m venv /app/.venv
COPY requirements.txt /app/
RUN /app/.venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /app/requirements.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin rechterhand \
    && install -d -o rechterhand -g rechterhand -m 0700 /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY wsgi.py gunicorn.conf.py pyproject.toml ./
COPY crm crm
COPY templates templates
COPY static static
RUN python -m compileall -q crm
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CRM_DATA_DIR=/data \
    CRM_BIND=0.0.0.0:8000
USER rechterhand
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# web server and worker, which end together
CMD ["sh", "-c", "flask db upgrade && exec python -m crm.serve"]
