# Build: the locked dependencies and the bot, byte-compiled, in a virtual environment of its own.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_LINK_MODE=copy UV_PYTHON=/opt/failback-ps/bin/python
RUN python -m venv /opt/failback-ps
COPY requirements.lock ./
RUN uv pip install --require-hashes --compile-bytecode -r requirements.lock
COPY . .
RUN uv pip install --no-deps --compile-bytecode .

# Run: nothing but Python, the environment, and a user without rights.
FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /var/lib/failback-ps --create-home failback-ps
COPY --from=build /opt/failback-ps /opt/failback-ps
ENV PATH=/opt/failback-ps/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    FAILBACK_PS_DATABASE_URL=sqlite:////var/lib/failback-ps/failback-ps.db
USER failback-ps
WORKDIR /var/lib/failback-ps
VOLUME /var/lib/failback-ps
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:%s/healthz' % os.environ.get('FAILBACK_PS_PORT', 3000), timeout=2)"]
CMD ["failback-ps", "serve"]
