set edit:completion:arg-completer[vpsite] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) VPSITE_COMPLETE="elvish" vpsite -- $@words) | to-lines
}

# for every terminal: put this line at the end of the file ~/.config/elvish/rc.elv
# eval (vpsite completions elvish | slurp)
