.PHONY: {{ name }}
{{ name }}:
	cd {{ root }} || exit; {{ exports }}exec {{ shell }} -c {{ command }}

