# One image per service, and one each for `operations` (the command `krachtlijn`, for jobs), `login` (the
# evaluation issuer) and `simulator`:
#   docker build --build-arg SERVICE=databank --build-arg USER_ID=10002 -t krachtlijn/databank .
# The user ids stand in deploy/containers/accounts; another pair than its does not build.

ARG BASE=debian:13.6-slim

FROM ${BASE} AS python
# The distribution's Python: it runs the matcher a third faster than one built elsewhere.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates python3 tzdata
COPY deploy/containers/root.sh /tmp/
RUN sh /tmp/root.sh


FROM python AS build
COPY deploy/uv.txt /tmp/
# Where the network is behind a proxy of its own: --secret id=ca,src=<bundle of CAs>,
# --secret id=pip,src=<pip.conf>, --secret id=uv,src=<uv.toml>. They stay out of the image.
RUN --mount=type=secret,id=ca,target=/run/build/ca.crt --mount=type=secret,id=pip,target=/etc/pip.conf \
    apt-get update \
 && apt-get install -y --no-install-recommends binutils gcc libc6-dev python3-dev python3-venv \
 && python3 -m venv /opt/uv \
 && if [ -s /run/build/ca.crt ]; then export PIP_CERT=/run/build/ca.crt; fi \
 && /opt/uv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/uv.txt

WORKDIR /src
COPY . .
ARG SERVICE USER_ID SOURCE_DATE_EPOCH=0
# TRACES=otlp: a service that can send its spans to a collector (docs/operating.md, Traces).
ARG TRACES=""
ENV UV_PROJECT_ENVIRONMENT=/opt/krachtlijn UV_PYTHON=/usr/bin/python3 UV_PYTHON_DOWNLOADS=never \
    UV_CACHE_DIR=/var/cache/uv UV_LINK_MODE=copy PYC_INVALIDATION_MODE=UNCHECKED_HASH
RUN --mount=type=cache,target=/var/cache/uv \
    --mount=type=secret,id=ca,target=/run/build/ca.crt --mount=type=secret,id=uv,target=/etc/uv/uv.toml \
    if [ -s /run/build/ca.crt ]; then export SSL_CERT_FILE=/run/build/ca.crt; fi \
 && TRACES="${TRACES}" sh deploy/containers/assemble.sh "${SERVICE}" "${USER_ID}"


FROM scratch AS image
COPY --from=python /image /
ARG SERVICE USER_ID VERSION=0 REVISION=unknown
COPY --from=build /opt/beside/ /
COPY --from=build /opt/krachtlijn /opt/krachtlijn
# A volume mounted here belongs to the account: backups, a summary.
COPY --from=build --chown=${USER_ID}:${USER_ID} /opt/data /data
# hadolint ignore=DL3064 # the folder of secrets, and no secret
ENV PATH=/opt/krachtlijn/bin:/usr/bin:/bin PYTHONUNBUFFERED=1 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    KRACHTLIJN_SECRETS=/run/secrets/krachtlijn KRACHTLIJN_PUBLIC=/run/public
USER ${USER_ID}:${USER_ID}
WORKDIR /tmp
EXPOSE 8443
HEALTHCHECK --interval=10s --timeout=30s --start-period=120s --retries=5 \
    CMD ["/opt/krachtlijn/bin/healthy"]
ENTRYPOINT ["/opt/krachtlijn/bin/start"]
LABEL org.opencontainers.image.title="Krachtlijn ${SERVICE}" \
      org.opencontainers.image.description="Message-driven services for a city's policy on sex work" \
      org.opencontainers.image.licenses="EUPL-1.2" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
