complete --keep-order --exclusive --command vpsite --arguments "(VPSITE_COMPLETE=fish vpsite -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"

# for every terminal: put this line into the file ~/.config/fish/completions/vpsite.fish
# vpsite completions fish | source
