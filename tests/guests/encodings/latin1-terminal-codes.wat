;; Tries: send the terminal a code of one byte, which Latin-1 has.
;; Ends: by the rules of paths.

(data $path (i32.const 0x1050) "a\9bm!")

;; Encoding: Latin-1
