;; Tries: use a feature of the engine that no exporter needs (async, function type).
;; Ends: refused when it is compiled: the feature is off.

(component
  (type (func async))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
