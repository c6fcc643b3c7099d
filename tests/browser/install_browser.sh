#!/bin/sh
# A Chromium for the browser tests: one that is there, Debian's where root can install it, otherwise Playwright's own.
set -eu
if command -v chromium >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium && exit 0
fi
.venv/bin/playwright install chromium
