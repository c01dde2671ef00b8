using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>
/// Makes a <see cref="PreparedStore"/>: reads and prepares on several threads and writes in the order in which the sources were given,
/// whatever the number of threads. The manifest is written last and atomically, so that an incomplete store cannot be opened after a crash.
/// </summary>
/// <typeparam name="TItem">A recording or study.</typeparam>
/// <typeparam name="TManifest">The store's description.</typeparam>
/// <typeparam name="TRow">Origin and labels of a row.</typeparam>
public abstract record PreparedStoreWriter<TItem, TManifest, TRow>
    where TManifest : PreparedManifest
    where TRow : PreparedRow
{
    private protected PreparedStoreWriter()
    {
    }

    /// <summary>Names of the label columns of every source.</summary>
    public IReadOnlyList<string> LabelNames { get; init; } = [];

    /// <summary>Whether a source that cannot be prepared stops the preparation; otherwise it is listed in the manifest.</summary>
    public bool Strict { get; init; }

    /// <summary>Threads that read and prepare.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where files are written.</summary>
    public IFileSystem Files { get; init; } = FileSystem.Disk;

    private protected abstract StoreLayout<TManifest, TRow> Layout { get; }

    /// <summary>Writes a store.</summary>
    /// <param name="folder">The folder; created if it does not exist. It must not contain a store.</param>
    /// <param name="sources">The sources, each with one label for each of <see cref="LabelNames"/>.</param>
    /// <param name="progress">Called with (done, total) after each source, on the calling thread.</param>
    /// <param name="cancellation">Stops and deletes what was written.</param>
    /// <returns>The manifest, with the failures.</returns>
    /// <exception cref="DataFormatException">A source failed and <see cref="Strict"/> is set, or none could be prepared.</exception>
    /// <exception cref="IOException">
    /// The folder has a store already, another process is writing to it, or a file cannot be written.
    /// </exception>
    public TManifest Write(
        string folder, IReadOnlyList<CohortSource<TItem>> sources, Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1, nameof(Threads));
        if (sources.FirstOrDefault(source => source.About.Labels.Count != LabelNames.Count) is { } odd)
            throw new ArgumentException($"'{odd.About.Record}' has {odd.About.Labels.Count} labels, not {LabelNames.Count}.",
                nameof(sources));
        var manifestPath = Path.Combine(folder, StoreManifestFile.Name);
        RequireNoStore();
        PreparedManifest manifest = Describe();
        var rowBytes = checked((int)manifest.RowBytes);
        Files.CreateDirectory(folder);
        using var folderLock = Files.Lock(folder);
        // Another process may have finished one until the folder was locked.
        RequireNoStore();
        Files.DeleteStale(folder, name => name == StoreManifestFile.Name);
        var rowsPath = Path.Combine(folder, Layout.RowsFile);
        var indexPath = Path.Combine(folder, StoreManifestFile.IndexName);
        var stream = Files.Create(rowsPath);
        try
        {
            using var rows = new BlockHashingWriter(stream, rowBytes);
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
                rows.Write(BytesOf(result.Values));
                foreach (var row in result.Rows)
                {
                    byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(row, Layout.RowJson), (byte)'\n'];
                    indexHash.AppendData(line);
                    index.Write(line);
                }
                progress?.Invoke(++done, sources.Count);
            }
            if (rows.Rows == 0)
                throw new DataFormatException(folder, null, failures.Count == 0
                    ? "no recording or study to prepare"
                    : $"none of {sources.Count} {Layout.Holds} could be prepared; first error: {failures[0].Record}: {failures[0].Reason}");
            manifest = manifest with
            {
                Format = Layout.FormatName,
                Version = Layout.Version,
                Count = rows.Rows,
                LabelNames = LabelNames,
                Failures = failures,
                IndexSha256 = Convert.ToHexString(indexHash.GetHashAndReset()),
                BlockRows = rows.BlockRows,
                BlockSha256 = rows.Finish(Files),
            };
            Files.Flush(index);
            Files.WriteAtomically(manifestPath, file => JsonSerializer.Serialize(file, (TManifest)manifest, Layout.ManifestJson));
            return (TManifest)manifest;
        }
        catch
        {
            try
            {
                Files.Delete(rowsPath);
                Files.Delete(indexPath);
            }
            catch (IOException) { /* the first error is the one to report */ }
            throw;
        }

        void RequireNoStore()
        {
            if (Files.FileExists(manifestPath))
                throw new IOException($"{folder}: already contains a prepared store; delete it or choose another folder");
        }
    }

    /// <summary>Shape and recipe of the new store.</summary>
    private protected abstract TManifest Describe();

    /// <summary>Prepares one source; called on any thread.</summary>
    /// <returns>Its rows, and their values one row after the other.</returns>
    private protected abstract (TRow[] Rows, Array Values) Prepare(CohortRecord about, TItem item);

    private static ReadOnlySpan<byte> BytesOf(Array values) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(values), Buffer.ByteLength(values));

    /// <summary>A few sources ahead of the one that is written, so that memory does not grow with their number.</summary>
    private IEnumerable<Prepared> PrepareInOrder(IReadOnlyList<CohortSource<TItem>> sources, CancellationToken cancellation)
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
                var first = ahead.Dequeue();
                first.Wait(cancellation);
                yield return first.Result;
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            stop.Cancel();
            // A read may take long, for example over a network; who cancels does not wait for it.
            if (!cancellation.IsCancellationRequested)
            {
                foreach (var task in ahead) ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            }
        }
    }

    private Prepared PrepareOne(CohortSource<TItem> source)
    {
        try
        {
            var labels = source.About.Labels;
            for (var i = 0; i < labels.Count; i++)
            {
                if (float.IsInfinity(labels[i])) return Failed($"label '{LabelNames[i]}' is infinite, or too large for single precision");
            }
            var (rows, values) = Prepare(source.About, source.Read());
            return new Prepared(rows, values, null);
        }
        catch (DataFormatException e)
        {
            return Failed(e.Message.Replace(e.Path, Path.GetFileName(Path.TrimEndingDirectorySeparator(e.Path)), StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(e.Message);
        }
        catch (OutOfMemoryException)
        {
            return Failed("it needs more memory than is available");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A source that reveals an error of this program must not cost the others.
            return Failed($"unexpected {e.GetType().Name}: {e.Message}");
        }

        Prepared Failed(string reason) => new([], Array.Empty<byte>(), new PreparationFailure(source.About.Record, reason));
    }

    private sealed record Prepared(TRow[] Rows, Array Values, PreparationFailure? Failure);
}
