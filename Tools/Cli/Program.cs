using EcgCmrNative.Cli;
using EcgCmrNative.Cli.Display;

using var interruption = new Interruption();
return interruption.Run(() => EcgcmrCommandLine.Run(args, new Terminal(Console.Out, Console.Error), interruption.Token));
