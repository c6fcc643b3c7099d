# make serve   builds the site and serves it, and builds it again on every change
# make test    runs every check and every test, the browser's included
# make build   builds the site into _site/
# make film    writes an article's film: make film ARTICLE=watch-a-network-learn NETWORK=xor OUT=film.mp4
# Each sets up what it needs: a virtual environment, Pyodide and CodeMirror from npm, and for the tests a browser.

PYTHON ?= python3
RUN := .venv/bin/python

.PHONY: build serve film test bench clean

build: .venv/site node_modules/.installed
	$(RUN) -m site_builder build

serve: .venv/site node_modules/.installed
	$(RUN) -m site_builder serve

film: .venv/film
	$(RUN) -m site_builder film $(ARTICLE) $(NETWORK) --out $(OUT)

test: .venv/dev .venv/film node_modules/.installed
	sh tests/browser/install_browser.sh
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	$(RUN) -m pytest

bench: .venv/dev node_modules/.installed
	sh tests/browser/install_browser.sh
	$(RUN) -m pytest tests/benchmarks -s -q

clean:
	rm -rf .venv .cache _site node_modules

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; name one with make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq python3-venv; } \
	  || { echo "Python's venv module is missing; as root: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/site: pyproject.toml | .venv/bin/python
	.venv/bin/pip install --quiet --disable-pip-version-check $$($(RUN) -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*p["dependencies"])')
	touch $@

.venv/dev: .venv/site pyproject.toml
	.venv/bin/pip install --quiet --disable-pip-version-check $$($(RUN) -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*p["optional-dependencies"]["dev"])')
	touch $@

.venv/film: .venv/site pyproject.toml
	.venv/bin/pip install --quiet --disable-pip-version-check $$($(RUN) -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*p["optional-dependencies"]["film"])')
	touch $@

node_modules/.installed: package.json package-lock.json
	@command -v npm >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq --no-install-recommends npm; } \
	  || { echo "npm is missing, which brings Pyodide and CodeMirror; as root: apt-get install npm"; exit 1; }
	npm ci --silent
	touch $@
