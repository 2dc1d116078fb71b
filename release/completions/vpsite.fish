complete --keep-order --exclusive --command vpsite --arguments "(VPSITE_COMPLETE=fish vpsite -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"

# to have this in every terminal, type this once:
#   mkdir -p ~/.config/fish/completions
#   echo 'vpsite completions fish | source' > ~/.config/fish/completions/vpsite.fish
