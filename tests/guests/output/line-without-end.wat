;; Tries: blame line 4294967295 of a template that it does not have, by a name with
;; terminal codes.
;; Ends: its own error ends the export, shown escaped, after `start`.

(data $started (i32.const 0x980) (i32 1 1 0x3000 6 -1 0x1060 7))
(data (i32.const 0x3000) "\1b[31mx")
