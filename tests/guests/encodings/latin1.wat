;; Tries: give its texts in Latin-1, among them one that UTF-8 has two bytes for.
;; Ends: it does no harm, and returns the same each time.

(data $path (i32.const 0x1050) "fil\e9")

;; Encoding: Latin-1
