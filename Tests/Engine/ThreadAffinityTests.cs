using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine;

/// <summary>Scopes and tapes belong to a thread; code after an await may run on another one, and is then told so.</summary>
public sealed class ThreadAffinityTests
{
    [Test]
    public void AScopeThatEndsOnAnotherThreadSaysNotToAwait()
    {
        using var device = new ReferenceDevice();
        var scope = TensorScope.Open();
        var tensor = Tensor.Filled(device, new Shape(2), 1);
        Assert.That(
            () => OnAnotherThread(scope.Dispose), Throws.InvalidOperationException
                .With.Message.Contains("do not await between TensorScope"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scope.Dispose, Throws.Nothing, "it has ended");
            Assert.That(tensor.ToDoubles(), Is.EqualTo(new[] { 1.0, 1.0 }), "its tensors are left to the garbage collector");
        }
    }

    [Test]
    public void AfterAScopeThatEndedElsewhereTheOuterOneOwnsTensorsAgain()
    {
        using var device = new ReferenceDevice();
        Tensor tensor;
        using (TensorScope.Open())
        {
            var inner = TensorScope.Open();
            Assert.That(() => OnAnotherThread(inner.Dispose), Throws.InvalidOperationException);
            tensor = Tensor.Filled(device, new Shape(2), 1);
        }
        Assert.That(() => tensor.Data, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void AnAsyncMethodWithAScopeAcrossAnAwaitFailsOrEndsOnItsThread()
    {
        var thread = 0;
        Assert.That(
            async () =>
            {
                using var scope = TensorScope.Open();
                thread = Environment.CurrentManagedThreadId;
                await Task.Run(() => Thread.Sleep(20)).ConfigureAwait(false);
                if (thread == Environment.CurrentManagedThreadId)
                    throw new InvalidOperationException("do not await: same thread this time");
            },
            Throws.InvalidOperationException.With.Message.Contains("do not await"));
    }

    [Test]
    public void KeepingFromAnotherThreadIsRefused()
    {
        using var device = new ReferenceDevice();
        using var scope = TensorScope.Open();
        var tensor = Tensor.Filled(device, new Shape(2), 1);
        Assert.That(() => OnAnotherThread(() => scope.Keep(tensor)), Throws.InvalidOperationException.With.Message.Contains("one thread"));
    }

    [Test]
    public void EndingAScopeTwiceEndsNoOther()
    {
        using var device = new ReferenceDevice();
        var first = TensorScope.Open();
        first.Dispose();
        using var second = TensorScope.Open();
        var tensor = Tensor.Filled(device, new Shape(2), 1);
        first.Dispose();
        Assert.That(tensor.ToDoubles(), Is.EqualTo(new[] { 1.0, 1.0 }));
    }

    [Test]
    public void ScopesEndInReverseOrder()
    {
        var outer = TensorScope.Open();
        using (TensorScope.Open()) Assert.That(outer.Dispose, Throws.InvalidOperationException.With.Message.Contains("reverse order"));
        outer.Dispose();
    }

    [Test]
    public void ATapeOnAnotherThreadSaysNotToAwait()
    {
        using var device = new ReferenceDevice();
        var w = new Parameter(device, new Shape(2));
        var tape = new Tape();
        var loss = w.Multiply(w).Sum();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => OnAnotherThread(() => tape.Backward(loss)),
                Throws.InvalidOperationException.With.Message.Contains("do not await"));
            Assert.That(() => OnAnotherThread(tape.Dispose), Throws.InvalidOperationException.With.Message.Contains("do not await"));
            Assert.That(Tape.Current, Is.Null);
        }
    }

    [Test]
    public void AnOuterTapeDoesNotEndBeforeTheInner()
    {
        using var outer = new Tape();
        using var inner = new Tape();
        Assert.That(outer.Dispose, Throws.InvalidOperationException.With.Message.Contains("inside it"));
    }

    private static void OnAnotherThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
