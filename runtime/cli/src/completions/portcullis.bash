# Completes the words of `portcullis` in bash, by asking it.

_portcullis() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() word stripped i
    # Bash splits words at `=` and `:`. What nothing stands between is one word.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        stripped=${rest#"${rest%%[![:space:]]*}"}
        if ((i > 0 && ${#stripped} == ${#rest})); then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        rest=${stripped#"$word"}
    done
    local current=${words[${#words[@]} - 1]} replies=() reply
    mapfile -t replies < <(
        PORTCULLIS_COMPLETE=bash _CLAP_IFS=$'\n' \
            _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) \
            "${COMP_WORDS[0]}" -- "${words[@]}" 2>/dev/null
    )
    # It replaces only what stands after the last of these.
    local kept=${current%"${current##*[=:]}"}
    COMPREPLY=()
    for reply in "${replies[@]}"; do
        printf -v reply %q "${reply#"$kept"}"
        COMPREPLY+=("$reply")
    done
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *[=/] ]]; then
        compopt -o nospace
    fi
}

complete -o bashdefault -o nosort -F _portcullis portcullis
