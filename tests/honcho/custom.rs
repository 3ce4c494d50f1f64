//! Templates that a honcho user may have written: every name of the context,
//! and the methods and filters that Jinja has.

use super::{App, FORMATS, compare};

const SHARED: &str = "app={{ app }} app_root={{ app_root }} log={{ log }} shell={{ shell }} user={{ user }}
quoted={{ app_root|shellquote }} {{ log | percentescape }} {{ app|dashrepl }} {{ missing }}|{{ missing|default('none') }}
{% if user == app %}same{% elif user %}{{ user.upper() }}{% else %}nobody{% endif %}
";

const PROCESS: &str = "name={{ process.name }} type={{ process.name.split('.')[0] }} number={{ process.name.split('.')[1]|int + 1 }}
cmd={{ process.cmd }} {{ process.cmd|shellquote|percentescape }}
{% set words = process.cmd.split() -%}
{{ words|length }} {{ words|join('_') }} {{ words|first|upper }} {{ 'local' if process.cmd.startswith('./') }} {{ 'first' if process.name.endswith('.1') }}
{# a comment -#}
{% macro unit(name) %}<{{ name }}>{% endmacro %}{{ unit(process.name) }}
{% raw %}{{ untouched }}{% endraw %}
";

const VARIABLES: &str = "port={{ process.env.PORT }} {{ process.env.get('PORT', '?') }} {{ process.env.get('NONE', '?') }} {{ 'A' in process.env }} {{ none }}
{{ process.cmd.replace('$PORT', process.env['PORT']) }}
{%- for k, v in process.env.items() if k != 'PS' %}
{{ loop.index }} {{ k|lower }}={{ v|shellquote }}{{ ',' if not loop.last }}
{%- endfor %}
";

const PROCESSES: &str = "{% for p in processes -%}
[{{ p.name|dashrepl }}] {{ p.cmd|percentescape }} {{ loop.index0 }}/{{ loop.length }}{% if not loop.first %} later{% endif %}
{% for key, value in p.env.items() %}{% if key != 'PS' %}{{ key }}={{ value|shellquote|percentescape }} {% endif %}{% endfor %}
{% endfor %}{{ processes|map(attribute='name')|join(',') }} {{ processes|length }} {{ processes[0].name }}
";

const EXPRESSIONS: &str = "{{ true }} {{ none }} {{ ['a', \"it's\"] }} {{ {'a': 1} }} {{ (1, 2) }} {{ 1.0 }} {{ 4 / 2 }} {{ 7 // 2 }} {{ 2 ** 3 }}
{{ 'abc'[::-1] }} {{ '%.2f'|format(1.5) }} {{ '{}x'.format(1) }} {{ ['b', 'a']|sort }} {{ 'a b'|title }} {{ {'a': 1}|tojson }} {{ 'a' ~ 1 }}
{% for cmd, group in processes|groupby('cmd') %}{{ cmd }}: {{ group|map(attribute='name')|join(' ') }};{% endfor %}
{{ 1 is odd }} {{ app is string }} {{ app[0] }} {{ range(3)|list }} {{ app|replace('s', 'x')|capitalize }} {{ 'x' if false }}
{% set space = namespace(n=0) %}{% for p in processes %}{% set space.n = space.n + p.env.PORT|int %}{% endfor %}{{ space.n }}
";

const GROUPS: &str = "wants={{ master_wants }} {{ master_wants.split(' ')|length }}
{% for name, units in process_groups -%}
{{ name }}: {% for unit, p in units %}{{ unit }}={{ p.name }}:{{ p.env.PORT }}:{{ p.cmd }}{% if not loop.last %}, {% endif %}{% endfor %}
{% endfor -%}
{{ process_groups|length }} {{ process_groups[0][0] }} {{ process_groups[0][1][0][0] }}
";

const MASTER: &str = "{{ process_master_name }} {{ process_master_wants }} {{ process_master_wants.split()|join('+') }}\n";

const GROUP: &str = "group={{ group_name }} {{ group_name|dashrepl }}\n";

fn app() -> App {
    App::new("web: ./serve 100% $PORT --name \"it's\"\nworker: work\n")
        .env("A='a b'\nB=\"it's 5%\"\nC=日本\n")
        .file("t/systemd/master.target", [SHARED, GROUPS].concat())
        .file(
            "t/systemd/process_master.target",
            [SHARED, GROUPS, MASTER].concat(),
        )
        .file(
            "t/systemd/process.service",
            [SHARED, GROUPS, MASTER, PROCESS, VARIABLES].concat(),
        )
        .file(
            "t/supervisord/supervisord.conf",
            [SHARED, PROCESSES, EXPRESSIONS].concat(),
        )
        .file("t/upstart/master.conf", SHARED)
        .file("t/upstart/process_master.conf", [SHARED, GROUP].concat())
        .file(
            "t/upstart/process.conf",
            [SHARED, GROUP, PROCESS, VARIABLES].concat(),
        )
        .file("t/runit/run", [SHARED, PROCESS].concat())
        .file("t/runit/log/run", [SHARED, PROCESS, VARIABLES].concat())
}

#[test]
fn templates_with_every_name_of_its_context_render_to_equal_bytes() {
    for format in FORMATS {
        let app = app();
        let templates = app.space().join("t").join(format);
        let args = [
            "-a",
            "my-shop",
            "-u",
            "www",
            "-l",
            "/var/log/100%",
            "-c",
            "web=2,worker=1",
        ];
        compare(format, &app, &templates, &args);
    }
}

#[test]
fn the_same_with_nothing_given_but_the_name() {
    for format in FORMATS {
        let app = app();
        let templates = app.space().join("t").join(format);
        compare(format, &app, &templates, &["-a", "shop"]);
    }
}

#[test]
fn a_template_may_include_and_extend_others_of_its_folder() {
    let base = "<{% block body %}nothing{% endblock %}>{% include 'part' %}";
    let app = App::new("web: serve\n")
        .file("t/base", base)
        .file("t/part", "part of {{ app }} {{ processes|length }}")
        .file(
            "t/supervisord.conf",
            "{% extends 'base' %}{% block body %}{{ super() }} {{ user }}{% endblock %}",
        );
    compare("supervisord", &app, &app.space().join("t"), &["-a", "shop"]);
}

#[test]
fn white_space_and_final_newlines_are_kept_as_jinja_keeps_them() {
    for source in [
        "",
        "\n",
        "a",
        "a\n",
        "a\n\n",
        "  {% if app %}  \n x {%- endif %}\n\n",
        "{{- app -}} \n",
    ] {
        let app = App::new("web: serve\n").file("t/supervisord.conf", source);
        compare("supervisord", &app, &app.space().join("t"), &["-a", "shop"]);
    }
}

#[test]
fn carriage_returns_are_dropped_as_jinja_drops_them() {
    let app = App::new("web: serve\n").file(
        "t/supervisord.conf",
        "[group:{{ app }}]\r\nuser={{ user }}\r\n",
    );
    compare("supervisord", &app, &app.space().join("t"), &["-a", "shop"]);
}

#[test]
fn a_runit_script_may_read_one_variable_and_load_all_others_from_the_envdir() {
    let run = "#!{{ shell }}\n# port {{ process.env.PORT }}\nexec chpst -u {{ user }} -e $PWD/env {{ process.cmd }}\n";
    let app = App::new("web: serve\n")
        .env("A=1\n")
        .file("t/run", run)
        .file("t/log/run", "#!/bin/sh\n");
    compare("runit", &app, &app.space().join("t"), &["-a", "shop"]);
}
