Register-ArgumentCompleter -Native -CommandName vpsite -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $prev = $env:VPSITE_COMPLETE;
    $env:VPSITE_COMPLETE = "powershell";

    $args = $commandAst.Extent.Text
    $args = $args.Substring(0, [math]::Min($cursorPosition, $args.Length));
    if ($wordToComplete -eq "") {
        $args += " ''";
    }

    $results = Invoke-Expression @"
& vpsite -- $args
"@;
    if ($null -eq $prev) {
        Remove-Item Env:\VPSITE_COMPLETE;
    } else {
        $env:VPSITE_COMPLETE = $prev;
    }
    $results | ForEach-Object {
        $split = $_.Split("`t");
        $cmd = $split[0];

        if ($split.Length -eq 2) {
            $help = $split[1];
        }
        else {
            $help = $split[0];
        }

        [System.Management.Automation.CompletionResult]::new($cmd, $cmd, 'ParameterValue', $help)
    }
};

# to have this in every terminal, type this once:
#   Set-ExecutionPolicy -Scope CurrentUser RemoteSigned
#   if (!(Test-Path $PROFILE)) { New-Item -Force $PROFILE }
#   Add-Content $PROFILE 'vpsite completions powershell | Out-String | Invoke-Expression'
