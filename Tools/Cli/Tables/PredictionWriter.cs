using System.Text;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Formats.Parquet;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Tables;

/// <summary>Writes predictions one after the other.</summary>
internal abstract class PredictionWriter
{
    /// <summary>The endings of the files that can be written.</summary>
    public static readonly string[] Endings = [".csv", ".json", ".parquet"];

    /// <summary>The writer for a file.</summary>
    /// <param name="ending">One of <see cref="Endings"/>.</param>
    /// <param name="stream">Receives the file.</param>
    /// <param name="card">What is predicted.</param>
    public static PredictionWriter Create(string ending, Stream stream, ModelCard card) => ending switch
    {
        ".json" => new JsonPredictions(stream, card),
        ".parquet" => new PredictionTable(card, columns => new ParquetTableWriter(stream, columns)),
        _ => OfText(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true), card),
    };

    /// <summary>Writes CSV.</summary>
    public static PredictionWriter OfText(TextWriter text, ModelCard card) =>
        new PredictionTable(card, columns => new CsvTableWriter(text, columns));

    public abstract void Write(PreparedRecording recording, EcgPrediction prediction);

    public abstract void Refuse(PreparedRecording recording, string reason);

    /// <summary>Writes what is left.</summary>
    public abstract void Finish();
}
