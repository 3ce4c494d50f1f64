;; Tries: return texts and lists that overlap each other and themselves.
;; Ends: refused, since what a number looks like as a text is no name, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x400 4 0x404 4 0x400 0))
