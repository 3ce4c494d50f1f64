#!/bin/sh
# Starts worker.1.
exec make --file "$(dirname "$0")/Makefile" -- worker.1
