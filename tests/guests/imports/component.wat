;; Tries: be given a component by the host.
;; Ends: refused by the name of the import, before it is compiled.

(component
  (import "component" (component))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
