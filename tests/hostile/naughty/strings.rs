//! The strings, with what each is. Those that `STAY` are text, however odd, and are
//! shown as they are; of all others something is never shown raw.

/// A string, and what it is.
pub(super) type Naughty = (&'static str, &'static str);

/// What a terminal obeys, what reorders or hides, and what is no character.
pub(super) const HIDE: &[Naughty] = &[
    ("NUL in the middle", "before\0after"),
    ("a bell", "\u{7}ring"),
    ("backspaces over a word", "good\u{8}\u{8}\u{8}\u{8}evil"),
    ("a tab", "a\tb"),
    ("vertical tab and form feed", "a\u{b}b\u{c}c"),
    ("a line of its own", "fine\nerror: all is lost"),
    (
        "a return to the beginning of the line",
        "warning\rerror: forged",
    ),
    ("shifts to another set of characters", "\u{e}lqqk\u{f}"),
    ("delete", "a\u{7f}b"),
    ("an escape by itself", "\u{1b}"),
    ("reset of the terminal", "\u{1b}c"),
    ("colours", "\u{1b}[1;31mred\u{1b}[0m"),
    ("a cleared screen", "\u{1b}[2J\u{1b}[H"),
    ("a moved cursor", "\u{1b}[10A\u{1b}[2Kgone"),
    ("a report that the terminal types", "\u{1b}[6n\u{1b}[c"),
    ("the other screen", "\u{1b}[?1049h"),
    ("a pasted command", "\u{1b}[200~rm -rf ~\n\u{1b}[201~"),
    ("OSC: a title", "\u{1b}]0;owned\u{7}"),
    (
        "OSC: a link",
        "\u{1b}]8;;https://evil.example/\u{1b}\\here\u{1b}]8;;\u{1b}\\",
    ),
    ("OSC: the clipboard", "\u{1b}]52;c;cm0gLXJmIH4=\u{7}"),
    ("DCS: a macro", "\u{1b}P1;0;0!zecho\u{1b}\\"),
    ("DCS: a question about settings", "\u{1b}P$qm\u{1b}\\"),
    ("APC", "\u{1b}_Gf=24;AAAA\u{1b}\\"),
    ("PM and SOS", "\u{1b}^private\u{1b}\\\u{1b}Xstring\u{1b}\\"),
    ("C1: CSI", "\u{9b}31mred"),
    ("C1: OSC to ST", "\u{9d}0;owned\u{9c}"),
    (
        "C1: DCS, APC, PM, SOS",
        "\u{90}q\u{9c}\u{9f}a\u{9c}\u{9e}p\u{9c}\u{98}s\u{9c}",
    ),
    (
        "C1: index, next line, reverse index",
        "a\u{84}b\u{85}c\u{8d}d",
    ),
    ("line and paragraph separators", "a\u{2028}b\u{2029}c"),
    (
        "spaces that are none",
        "a\u{a0}b\u{2003}c\u{202f}d\u{3000}e",
    ),
    ("an override from the right", "photo\u{202e}gnp.exe"),
    ("embeddings", "\u{202a}a\u{202b}b\u{202c}c\u{202d}d"),
    (
        "isolates",
        "\u{2066}a\u{2069}\u{2067}b\u{2069}\u{2068}c\u{2069}",
    ),
    ("marks of direction", "a\u{200e}b\u{200f}c\u{61c}d"),
    (
        "zero width",
        "a\u{200b}b\u{200c}c\u{200d}d\u{2060}e\u{feff}f",
    ),
    ("soft hyphens and joiners", "pass\u{ad}word\u{34f}"),
    (
        "operators that nobody sees",
        "f\u{2061}x\u{2062}y\u{2063}z\u{2064}",
    ),
    ("shaping that is deprecated", "\u{206a}a\u{206b}b\u{206f}"),
    ("fillers", "\u{115f}\u{1160}\u{3164}\u{ffa0}"),
    ("a blank of Braille", "a\u{2800}b"),
    (
        "vowels and separators that show nothing",
        "\u{17b4}\u{17b5}\u{180e}\u{180b}",
    ),
    ("variation selectors", "a\u{fe0f}b\u{fe00}c\u{e0100}"),
    (
        "tags that spell a word",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}",
    ),
    ("a family of joined pictures", "\u{1f469}\u{200d}\u{1f467}"),
    ("annotations", "\u{fff9}text\u{fffa}note\u{fffb}"),
    (
        "reserved and ignored",
        "\u{2065}\u{fff0}\u{fff8}\u{e0000}\u{e0fff}",
    ),
    (
        "controls of shorthand and music",
        "\u{1bca0}\u{1bca3}\u{1d173}\u{1d17a}",
    ),
    ("joiners of hieroglyphs", "\u{13000}\u{13430}\u{13001}"),
    (
        "noncharacters",
        "\u{fdd0}\u{fdef}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}",
    ),
];

/// Text that other programs trip over, or that looks like other text.
pub(super) const STAY: &[Naughty] = &[
    (
        "accents and other scripts",
        "café naïve Ångström 東京 🚀 Ελλάδα",
    ),
    ("written from the right by itself", "שלום مرحبا"),
    ("letters that look like others", "раураl ℂ𝕠𝓹𝔂 ⅼ1I| ｅｖｉｌ"),
    ("punctuation that looks like other", "a∕b․․⁄etc ‹x› ；"),
    (
        "a flood of combining marks",
        "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{30a}\u{30b}\u{30c}\u{316}\u{317}\u{318}\u{319}\u{31c}\u{31d}\u{31e}\u{489}a",
    ),
    ("a combining mark in front", "\u{301}\u{20dd}a"),
    ("the same in both forms", "é e\u{301} ﬁ"),
    ("what becomes longer in another case", "ŉ ß ﬃ İ ǰ"),
    (
        "private use and unassigned",
        "\u{e000}\u{f8ff}\u{100000}\u{378}",
    ),
    ("the replacement character", "\u{fffd}\u{fffd}"),
    (
        "halves of a pair as text",
        r"\ud83d \udc00 \u{d800} %ED%A0%80",
    ),
    (
        "escapes as text",
        r"\u{1b}[31m \x1b[31m \033[31m ^[[31m \e[31m",
    ),
    ("numbers in other digits", "١٢٣ १२३ ①②③ ⅷ"),
    ("quotes and backslashes", r#"'"`\"\\'''"""``` \n"#),
    ("an end of JSON", r#""}],"exit_code":0,"x":[{"y":""#),
    (
        "an end of markup",
        "</pre><script>alert(1)</script><!-- ]]>",
    ),
    (
        "Markdown",
        "| a | [link](javascript:x) ![i](x) **b** `c` # d",
    ),
    (
        "a template",
        "{{ 7 * 7 }} {% include 'x' %} {# x #} ${x} #{x}",
    ),
    ("a shell", "$(id) `id` ; id | id && id > x * ~ !"),
    ("formats", "%s%n%x %d {} {0} {:?} $1"),
    (
        "words that are values",
        "null true NaN -0 1e999 0x7f undefined None",
    ),
    (
        "names of files elsewhere",
        "../../etc/passwd C:\\con nul COM1 .git",
    ),
];
