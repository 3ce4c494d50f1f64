;; Tries: loop without end when it may clean up what `next` returned.
;; Ends: fuel runs out, after `next`.

(func $done (export "cabi_post_portcullis:exporter/exporting@0.1.0#next") (param i32)
  (loop $again (br $again)))
