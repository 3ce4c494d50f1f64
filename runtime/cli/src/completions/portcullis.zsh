#compdef portcullis
# Completes the words of `portcullis` in zsh, by asking it.

_portcullis() {
    local -a answers whole begun
    local answer
    answers=("${(@f)$(
        PORTCULLIS_COMPLETE=zsh _CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((CURRENT - 1)) \
            ${(Q)words[1]} -- "${(@Q)words[1,CURRENT]}" 2>/dev/null
    )}")
    for answer in $answers; do
        # Something follows a `=` or a `/` at once.
        case ${answer%%:*} in
            *[=/]) begun+=("$answer") ;;
            *) whole+=("$answer") ;;
        esac
    done
    (( $#whole )) && _describe -V 'value' whole
    (( $#begun )) && _describe -V 'value' begun -S ''
}

if [[ $funcstack[1] == _portcullis ]]; then
    _portcullis "$@"
else
    compdef _portcullis portcullis
fi
