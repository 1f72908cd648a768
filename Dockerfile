# What is installed is what requirements.txt pins, by hash and as wheels: nothing is compiled, here or later.
FROM python:3.13-slim AS build

WORKDIR /srv/cardinal
COPY requirements.txt .
RUN python -m venv --without-pip /opt/cardinal \
 && python -m pip --python /opt/cardinal/bin/python install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: -r requirements.txt
COPY pyproject.toml .
COPY migrations migrations
COPY app app
RUN python -m compileall -q app migrations \
 && printf '%s\n' '#!/opt/cardinal/bin/python' 'from app.__main__ import main' '' \
    'if __name__ == "__main__":' '    main()' > /opt/cardinal/bin/cardinal \
 && chmod 755 /opt/cardinal/bin/cardinal


FROM python:3.13-slim

# Nothing is installed into a running container, and a SQLite database is nobody else's to read.
RUN python -m pip uninstall --yes --quiet --root-user-action ignore pip \
 && install -d -m 700 -o 10001 -g 10001 /var/lib/cardinal
COPY --from=build /opt/cardinal /opt/cardinal
COPY --from=build /srv/cardinal /srv/cardinal

ENV PATH=/opt/cardinal/bin:$PATH \
    PYTHONPATH=/srv/cardinal \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CARDINAL_DATABASE_URL=sqlite:////var/lib/cardinal/cardinal.db \
    CARDINAL_MAIL_DIR=/var/lib/cardinal/mail
WORKDIR /var/lib/cardinal
VOLUME /var/lib/cardinal
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["cardinal", "doctor", "--health", "http://127.0.0.1:8000"]
CMD ["cardinal", "serve", "--host", "0.0.0.0"]
