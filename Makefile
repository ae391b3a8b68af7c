# The work is done in tasks.py, so that machines without make can do it too: python3 tasks.py site
PYTHON ?= python3

.PHONY: install site test serve check gallery bench campaigns audit lint format lock clean
install site test serve check gallery bench campaigns audit lint format lock clean:
	@"$(PYTHON)" tasks.py $@
