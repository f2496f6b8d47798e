# syntax=docker/dockerfile:1
# Duly in one image: `web` by default, `worker` and `migrate` by argument. State lives in PostgreSQL.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY bin ./bin
# PRISMA_SCHEMA_ENGINE_BINARY: any program that exists; otherwise an engine that is not used is downloaded.
RUN PRISMA_SCHEMA_ENGINE_BINARY=/bin/true npm ci --include=dev --no-audit --no-fund --loglevel=warn
COPY tsconfig.json ./
COPY prisma ./prisma
COPY src ./src
COPY jobs ./jobs
RUN node bin/setup.mjs

# What runs: production dependencies only. Leaving out the optional ones leaves out the embedded PostgreSQL,
# which a container does not use, and the build tools that come along as optional peers.
FROM node:24.21.0-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund --loglevel=warn \
  && test ! -e node_modules/prisma && test ! -e node_modules/typescript

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY bin ./bin
COPY prisma ./prisma
USER node
# A container is reached through its network; what may reach it is decided where its port is published.
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
# The start period covers a migration that is still running.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not npm: signals reach the program itself, which then stops gracefully.
CMD ["node", "bin/duly.mjs", "web"]
