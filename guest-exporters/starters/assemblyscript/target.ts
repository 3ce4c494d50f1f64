// The template of one process, which a user can replace.
export const TARGET = `\
.PHONY: {{ name }}
{{ name }}:
	cd {{ root }} || exit; {{ exports }}exec {{ shell }} -c {{ command }}

`;
