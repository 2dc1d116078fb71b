# The menu of tasks. Each is one line that can be typed without just too; `just` alone shows them.

_menu:
    @just --list --unsorted

# The kit of the first example client, in dist/acme
build client="clients/acme.yaml":
    cargo run -- build {{client}}

# Format, lints and the tests that set no paper: under two minutes once all is compiled
quick:
    tests/run quick

# The gate: everything
test:
    tests/run

# Some parts of the gate, as in `just part lints docs`
part +parts:
    tests/run {{parts}}

# Format, and every lint as an error
lints:
    tests/run format lints

# The documentation, in target/doc, and every fault in it as an error
docs:
    tests/run docs

# What is said to users, written anew: read the diff
sessions:
    TRYCMD=overwrite cargo test --test it -- sessions

# The schema that editors complete from, after a change of client keys
schema:
    cargo run -- schema > clients/client.schema.json

# Manual pages and completions that lie in release archives, after a change of commands
release:
    UPDATE=1 cargo test --test it -- release::

# What is generated of the book, written anew: read the diff (`mdbook build docs` makes the book)
book:
    UPDATE=1 cargo test --test it -- reference::

# The pictures of README and book: after a change that they show
book-pictures program="target/debug/vpsite":
    docs/pictures/make {{program}}

# The table of docs/measured.md, "How well codes read"
codes dist="target/tmp/kits/dist":
    target/gate/python/bin/python tests/codes/survive.py {{dist}}

# Every page in every mode, in a browser: after a change of a template
browser dist="target/tmp/kits/dist":
    node tests/browser/run.mjs {{dist}} --every

# What `vpsite publish` makes, read by what hosts read it with: after a change of it
hosts program="target/debug/vpsite":
    tests/hosts/run {{program}}

# Whether each check in a browser can fail: after a change of a check
selftest:
    node tests/browser/selftest.mjs

# Pictures of pages, to look at
pictures dist="dist" out="pictures":
    node tests/browser/pictures.mjs {{dist}} {{out}}

# The program, optimised, for daily use
install:
    cargo install --locked --path .
