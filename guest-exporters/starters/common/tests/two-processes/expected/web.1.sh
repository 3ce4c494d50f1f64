#!/bin/sh
# Starts web.1.
exec make --file "$(dirname "$0")/Makefile" -- web.1
