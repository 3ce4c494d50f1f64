;; Tries: reject the application with a text of two megabytes.
;; Ends: by the limit of bytes in one message, after `start`.

(data $started (i32.const 0x980) (i32 1 0 0x200000 0x200000))
