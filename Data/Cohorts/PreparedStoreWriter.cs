using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>
/// Makes a <see cref="PreparedStore"/>: reads and prepares recordings on several threads and writes them in the order in which they were
/// given, whatever the number of threads. The manifest is written last and atomically, so that no half store can be opened after a crash.
/// </summary>
public sealed record PreparedStoreWriter
{
    private const int BlockBytes = 4 << 20;

    /// <summary>The recipe.</summary>
    public EcgPreparation Preparation { get; init; } = new();

    /// <summary>Names of the label columns of every source.</summary>
    public IReadOnlyList<string> LabelNames { get; init; } = [];

    /// <summary>Whether one recording that cannot be prepared ends the whole; otherwise it is listed in the manifest.</summary>
    public bool Strict { get; init; }

    /// <summary>Threads that read and prepare.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where files are written.</summary>
    public IFileSystem Files { get; init; } = FileSystem.Disk;

    /// <summary>Writes a store.</summary>
    /// <param name="folder">Where to; made if it is not there, and no store may be in it.</param>
    /// <param name="sources">The recordings, each with as many labels as there are <see cref="LabelNames"/>.</param>
    /// <param name="progress">Told (done, of all) after each recording, on the calling thread.</param>
    /// <param name="cancellation">Stops and leaves nothing behind.</param>
    /// <returns>The manifest, with the failures.</returns>
    /// <exception cref="DataFormatException">A recording failed and <see cref="Strict"/> is set, or none could be prepared.</exception>
    /// <exception cref="IOException">There is a store already, or the disk refused.</exception>
    public PreparedManifest Write(
        string folder, IReadOnlyList<EcgSource> sources, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1, nameof(Threads));
        if (sources.FirstOrDefault(source => source.About.Labels.Count != LabelNames.Count) is { } odd)
            throw new ArgumentException($"'{odd.About.Record}' has {odd.About.Labels.Count} labels, not {LabelNames.Count}.",
                nameof(sources));
        var manifestPath = Path.Combine(folder, PreparedStore.ManifestFile);
        if (Files.FileExists(manifestPath))
            throw new IOException($"{folder}: there is a prepared store already; delete it or choose another folder");

        Files.CreateDirectory(folder);
        var samplesPath = Path.Combine(folder, PreparedStore.SamplesFile);
        var indexPath = Path.Combine(folder, PreparedStore.IndexFile);
        // Whoever else is writing to this folder holds the file: that is refused here, where nothing of theirs is deleted.
        var stream = Files.Create(samplesPath);
        try
        {
            using var samples = new BlockHashingWriter(stream, Preparation, BlockBytes);
            using var index = Files.Create(indexPath);
            using var indexHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var failures = new List<PreparationFailure>();
            var done = 0;
            foreach (var result in PrepareInOrder(sources, cancellation))
            {
                if (result.Failure is { } failure)
                {
                    if (Strict) throw new DataFormatException(failure.Record, null, failure.Reason);
                    failures.Add(failure);
                }
                samples.Write(result.Samples);
                foreach (var row in result.Rows)
                {
                    byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(row, PreparedStoreJson.Default.PreparedRow), (byte)'\n'];
                    indexHash.AppendData(line);
                    index.Write(line);
                }
                progress?.Invoke(++done, sources.Count);
            }
            if (samples.Rows == 0)
                throw new DataFormatException(folder, null, failures.Count == 0
                    ? "there are no recordings to prepare"
                    : $"none of {sources.Count} recordings could be prepared; the first: {failures[0].Record}: {failures[0].Reason}");
            var manifest = new PreparedManifest
            {
                Format = PreparedManifest.FormatName,
                Version = PreparedManifest.CurrentVersion,
                Count = samples.Rows,
                Leads = Enum.GetNames<Lead>(),
                Length = Preparation.WindowSamples,
                Preparation = Preparation,
                LabelNames = LabelNames,
                Failures = failures,
                IndexSha256 = Convert.ToHexString(indexHash.GetHashAndReset()),
                BlockRows = samples.BlockRows,
                BlockSha256 = samples.Finish(Files),
            };
            Files.Flush(index);
            Files.WriteAtomically(manifestPath, file =>
                JsonSerializer.Serialize(file, manifest, PreparedStoreJson.Default.PreparedManifest));
            return manifest;
        }
        catch
        {
            try
            {
                Files.Delete(samplesPath);
                Files.Delete(indexPath);
            }
            catch (IOException) { /* the first error is the one to report */ }
            throw;
        }
    }

    /// <summary>A few recordings ahead of the one that is written, so that memory does not grow with their number.</summary>
    private IEnumerable<Prepared> PrepareInOrder(IReadOnlyList<EcgSource> sources, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tasks = new TaskFactory(stop.Token, TaskCreationOptions.None, TaskContinuationOptions.None,
            new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Threads).ConcurrentScheduler);
        var ahead = new Queue<Task<Prepared>>();
        try
        {
            var next = 0;
            while (next < sources.Count || ahead.Count > 0)
            {
                while (next < sources.Count && ahead.Count < 4 * Threads)
                {
                    var source = sources[next++];
                    ahead.Enqueue(tasks.StartNew(() => PrepareOne(source)));
                }
                yield return ahead.Dequeue().GetAwaiter().GetResult();
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            stop.Cancel();
            foreach (var task in ahead) ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        }
    }

    private Prepared PrepareOne(EcgSource source)
    {
        var about = source.About;
        try
        {
            var recording = source.Read();
            var quality = SignalQuality.Assess(recording);
            var samples = Preparation.Prepare(recording);
            var rows = new PreparedRow[samples.Length / (LeadMap.LeadCount * Preparation.WindowSamples)];
            for (var window = 0; window < rows.Length; window++)
            {
                rows[window] = new PreparedRow
                {
                    Record = about.Record,
                    Source = recording.SourcePath,
                    Patient = about.Patient,
                    Window = window,
                    Fold = about.Fold,
                    Labels = about.Labels,
                    Defects = [.. quality.Leads.Select(lead => lead.Defects)],
                    EinthovenViolated = quality.EinthovenViolated,
                };
            }
            return new Prepared(rows, samples, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Prepared([], [], new PreparationFailure(about.Record, e.Message));
        }
    }

    private sealed record Prepared(PreparedRow[] Rows, float[] Samples, PreparationFailure? Failure);

    /// <summary>Writes rows and takes the checksum of each block of them.</summary>
    private sealed class BlockHashingWriter(Stream stream, EcgPreparation preparation, int blockBytes) : IDisposable
    {
        private readonly int _rowSamples = LeadMap.LeadCount * preparation.WindowSamples;
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly List<string> _checksums = [];

        public int Rows { get; private set; }

        public int BlockRows => Math.Max(1, blockBytes / (_rowSamples * sizeof(float)));

        public void Write(float[] samples)
        {
            for (var at = 0; at < samples.Length; at += _rowSamples)
            {
                var bytes = MemoryMarshal.AsBytes(samples.AsSpan(at, _rowSamples));
                stream.Write(bytes);
                _hash.AppendData(bytes);
                if (++Rows % BlockRows == 0) _checksums.Add(Convert.ToHexString(_hash.GetHashAndReset()));
            }
        }

        public List<string> Finish(IFileSystem files)
        {
            if (Rows % BlockRows != 0) _checksums.Add(Convert.ToHexString(_hash.GetHashAndReset()));
            files.Flush(stream);
            return _checksums;
        }

        public void Dispose()
        {
            stream.Dispose();
            _hash.Dispose();
        }
    }
}
