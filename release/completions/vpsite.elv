set edit:completion:arg-completer[vpsite] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) VPSITE_COMPLETE="elvish" vpsite -- $@words) | to-lines
}

# to have this in every terminal, type this once:
#   mkdir -p ~/.config/elvish
#   echo 'eval (vpsite completions elvish | slurp)' >> ~/.config/elvish/rc.elv
