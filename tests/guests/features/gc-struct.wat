;; Tries: use a feature of the engine that no exporter needs (gc, struct).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (type (struct (field i32))))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
