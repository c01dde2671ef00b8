using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Studies.Formats;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr inspect</c>.</summary>
internal sealed class InspectCommand : ToolCommand
{
    private const int RecordingsShown = 3;

    private const string Unknown =
        "not a supported file; supported: ECGs (WFDB header, array), DICOM and NIfTI with a complete header, arrays and weights "
        + "(.npy, .npz, .safetensors, .pth)";

    private static readonly string[] TensorExtensions = [".safetensors", ".npy", ".npz", ".pt", ".pth", ".ckpt", ".bin", ".tar"];

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description =
            "Read these: ECGs, cardiac MR (DICOM or NIfTI, a file or a folder), arrays, weights, checkpoints, or folders of "
            + "runs (their best checkpoint) or prepared stores, or builtin:NAME.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _picture = ToolOption.Optional(
        "--picture", Values.Text("PNG"),
        "Draw into this file: an ECG on ECG paper, the encoder's input and an animated cine of a study, or the first images of a store.",
        "no picture");

    private readonly Option<bool> _all = ToolOption.Switch(
        "--all", "Also show comments and recording times, which may tell who a person is, and every row of long tables.");

    private readonly OutputFiles _outputs;

    public InspectCommand() : base(
        "inspect",
        "Show the contents of files. Reads every file completely, so that damage is found.",
        "ecgcmr inspect demo/cohort/ecg/V1_000000.hea --picture ecg.png",
        "ecgcmr inspect demo/model.safetensors demo/ecg-store")
    {
        Add(_files);
        Add(OptionGroup.Output, _all, _picture);
        _outputs = new OutputFiles(this);
        Check(line => line.IsGiven(_picture) && line.GetValue(_files) is { Length: > 1 } files
            ? $"--picture draws one file or folder, not {files.Length}"
            : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var failed = false;
        var files = line.GetRequiredValue(_files);
        _outputs.Check(line, files, line.GetValue(_picture));
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (files.Length > 1) terminal.Write($"{(file == files[0] ? "" : Environment.NewLine)}{file}");
            try
            {
                failed |= !Inspect(terminal, file, line.GetValue(_all), line.GetValue(_picture), cancellation);
            }
            catch (IOException error) when (files.Length > 1)
            {
                failed = true;
                terminal.Say($"error: {FailureText.Of(error, OptionNames)}");
            }
        }
        return failed ? ExitCode.Failure : ExitCode.Success;
    }

    /// <returns>False if a part of it cannot be read.</returns>
    private static bool Inspect(Terminal terminal, string path, bool all, string? picture, CancellationToken cancellation)
    {
        path = BuiltinWeights.PathOf(path);
        // WFDB records are often named without the header's extension.
        if (!File.Exists(path) && File.Exists(path + WfdbFormat.Extension)) path += WfdbFormat.Extension;
        if (File.Exists(path) && TensorFormats.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            InspectArrays(terminal, path, all, picture, cancellation);
        else if (EcgFormats.Default.Find(path) is { } format)
        {
            using var file = format.Open(path);
            InspectEcg(terminal, format.Name, file, all, picture);
        }
        else if (PreparedStore.IsIn(path)) InspectStore(terminal, path, picture, cancellation);
        else if (picture is null && File.Exists(Path.Combine(path, CheckpointFormat.LastCheckpoint)))
        {
            var checkpoint = Path.Combine(path, PredictorFile.Name) is var model && File.Exists(model)
                ? model
                : CheckpointFormat.WeightsAt(path);
            new FactList { { "run", $"showing {Path.GetFileName(checkpoint)}" } }.Write(terminal);
            InspectTensors(terminal, checkpoint, all, cancellation);
        }
        else if (Directory.Exists(path) || (File.Exists(path) && CmrStudies.IsImage(path)))
            return StudyInspection.Run(terminal, path, picture, cancellation);
        else if (File.Exists(path) && !LooksLikeTensors(path)) throw new DataFormatException(path, null, Unknown);
        else if (picture is null) InspectTensors(terminal, path, all, cancellation);
        else throw NoPicture(path);
        return true;
    }

    private static DataFormatException NoPicture(string path) => new(path, null, "--picture needs an ECG, a study or a store of images");

    /// <summary>Weights and ECGs have the same extensions. The file is opened once, as its directory may be long.</summary>
    private static void InspectArrays(Terminal terminal, string path, bool all, string? picture, CancellationToken cancellation)
    {
        using var arrays = TensorFormats.Open(path);
        var format = new ArrayEcgFormat();
        if (format.TryOpen(arrays) is { } ecgs) InspectEcg(terminal, format.Name, ecgs, all, picture);
        else if (picture is null) TensorFileView.Write(terminal, arrays, all, cancellation);
        else throw NoPicture(path);
    }

    private static void InspectTensors(Terminal terminal, string path, bool all, CancellationToken cancellation)
    {
        using var file = TensorFormats.Open(path);
        TensorFileView.Write(terminal, file, all, cancellation);
    }

    /// <summary>
    /// By the name, or by what neither text nor image begins with: of a file of another kind no reader's complaint would help.
    /// </summary>
    private static bool LooksLikeTensors(string path)
    {
        if (TensorExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return true;
        Span<byte> first = stackalloc byte[2];
        using var stream = FileSystem.Disk.OpenRead(path);
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && (first[0] is 0x80 or 0x93 || first.SequenceEqual("PK"u8));
    }

    private static void InspectEcg(Terminal terminal, string format, IEcgFile file, bool all, string? picture)
    {
        for (var i = 0; i < file.Count; i++)
        {
            var recording = file.Read(i);
            if (i == 0)
                new FactList { { "format", format }, { "recordings", file.Count == 1 ? null : $"{file.Count}" } }.Write(terminal);
            if (i < RecordingsShown) RecordingView.Write(terminal, recording, all);
            if (picture is null || i > 0) continue;
            OutputFiles.Write(picture, file => PngFile.Write(file, EcgPaper.Draw(recording)));
            terminal.Say($"drawn in {picture}");
        }
        if (file.Count > RecordingsShown) terminal.Write($"and {file.Count - RecordingsShown} more recordings; all can be read");
    }

    private static void InspectStore(Terminal terminal, string path, string? picture, CancellationToken cancellation)
    {
        using var store = PreparedStore.Open(path);
        if (picture is not null && store is not ImageStore)
            throw new DataFormatException(
                path, null, "contains prepared ECGs, which are not in millivolts; to draw a recording, specify its file");
        StoreView.Write(terminal, store, cancellation);
        if (picture is null) return;
        OutputFiles.Write(picture, file => PngFile.Write(file, StorePicture.Draw((ImageStore)store)));
        terminal.Say($"drawn in {picture}");
    }
}
